package ai.potpie.analyticsapi.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes requests out of valid ones, with one to three faults in each. The same seed makes
 * the same requests. What it makes is text of ISO 8859-1: each character is a byte.
 */
final class Fuzzer {

	private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE",
			"TRACE", "CONNECT", "PROPFIND", "get", "G\tET", "", "GET\u0000", "\u00ff", "FOO", "SEARCH", "QUERY", "PRI");

	private static final List<String> VERSIONS = List.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/0.9", "HTTP/9.9",
			"HTTP/1.1 ", "http/1.1", "HTTP/", "", "HTTP/1.10", "HTTP/-1.1", "ICY/1.1", "HTTP/1.1\u0000");

	private static final List<String> PIECES = List.of("%00", "%2F", "%2f", "%5C", "%25", "%2e%2e", "../", "/..", "//",
			";", ";x=y", ";jsessionid=1", "%zz", "%", "%c0%af", "%ED%A0%80", "%F0%9F%98%80", "%u0041", "?", "#", "&",
			"=", "[", "]", "|", "\\", "^", "{", "}", "\"", "<", ">", "`", "%0d%0aX-Canary: 1", "%0A", "*", ":", "@",
			" ", "\t", "\u0000", "\u00e9", "\u00ff", "+", "'", "' OR 1=1 --", "${jndi:ldap://x}", "%3Cscript%3E");

	private static final List<String> QUERIES = List.of("days=0", "days=x", "days=", "days", "=", "&&", "days=1&days=2",
			"timezone=Mars", "start_date=2026-02-30", "end_date=0000-00-00", "cursor=AAAA", "cursor=%00", "limit=1e3",
			"project_id=%00", "project_id=%F0%9F%98%80", "unknown=1", "%=%", "days=%zz", "days=\u0663", "fill[]=zero",
			"days=99999999999999999999", "min_level=%E2%80%AE", "span_name='%3B--", "environment=a&environment=");

	private static final List<String> HEADERS = List.of("Content-Length: 5", "Content-Length: -1", "Content-Length: x",
			"Content-Length: 99999999999999999999", "Content-Length: 0x5", "Content-Length: +5", "Content-Length: 5, 6",
			"Transfer-Encoding: chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip",
			"Transfer-Encoding: identity", "Transfer-Encoding: \u000bchunked", "Transfer-Encoding : chunked",
			"Expect: 100-continue", "Expect: nonsense", "Connection: upgrade", "Upgrade: websocket", "Upgrade: h2c",
			"HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "Connection: \u0000", "Accept: */*;q=x", "Accept: text/html",
			"Accept: a/b/c", "Accept: " + "a/b,".repeat(200), "Accept-Encoding: gzip", "Accept-Encoding: gzip;q=x",
			"Accept-Language: \u00ff", "Accept-Charset: nonsense", "Content-Type: /", "Content-Type: a/b; charset=x",
			"Content-Type: multipart/form-data", "Content-Type: application/x-www-form-urlencoded", "Host: a b",
			"Host:", "Host: x\r\nHost: y", "X-Forwarded-For: <script>", "X-Forwarded-Proto: javascript",
			"X-Forwarded-Host: evil.example.com", "X-Forwarded-Prefix: /x", "Forwarded: host=\"",
			"Cookie: JSESSIONID=1", "Cookie: =;=;$", "Range: bytes=0-1", "Range: bytes=x", "If-None-Match: \"",
			"If-Modified-Since: never", "X-Request-Id: \u0000", "X-Request-Id: a\u00ffb",
			"X-HTTP-Method-Override: DELETE", "Origin: null", "Origin: https://dash.example.com", "Origin: \u0001",
			"Access-Control-Request-Method: GET", "Access-Control-Request-Method: \u0000", "Authorization: Bearer x",
			"Authorization: Bearer \u0000", "Authorization: Basic Og==", "Authorization:", "X-\u00e9: y", "X Y: z",
			": empty", "no colon", " folded: x", "X: y\r\n folded", "X: a\rb", "X: a\nb", "X: \u0000", "X\u0000: y",
			"TE: trailers", "Trailer: X", "Via: 1.1 x");

	private static final List<String> BODIES = List.of("hello", "5\r\nhello\r\n0\r\n\r\n", "zz\r\nhello\r\n0\r\n\r\n",
			"-1\r\n\r\n", "ffffffffffffffff\r\nx", "5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n", "5\r\nhel", "0\r\n\r\n",
			"5\nhello\n0\n\n", "0\r\nX\r\n\r\n", "{\"user_id\":1}", "\u0000\u0000",
			"GET / HTTP/1.1\r\nHost: x\r\n\r\n");

	private final Random random;

	private final String authorization;

	private final List<String> targets;

	Fuzzer(long seed, String authorization, List<String> targets) {
		this.random = new Random(seed);
		this.authorization = authorization;
		this.targets = targets;
	}

	byte[] next() {
		Draft draft = new Draft();
		draft.target = pick(this.targets);
		if (this.random.nextInt(4) > 0) {
			draft.headers.add(this.authorization);
		}
		List<Consumer<Draft>> faults = List.of(this::method, this::path, this::path, this::query, this::version,
				this::header, this::header, this::header, this::body, this::size, this::bytes, this::cut, this::next);
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			pick(faults).accept(draft);
		}
		return draft.text().getBytes(StandardCharsets.ISO_8859_1);
	}

	private void method(Draft draft) {
		draft.method = pick(METHODS);
	}

	private void path(Draft draft) {
		String piece = this.random.nextBoolean() ? pick(PIECES) : character();
		draft.target = insert(draft.target, this.random.nextInt(draft.target.length() + 1), piece);
	}

	private String character() {
		int each = this.random.nextInt(256);
		return this.random.nextBoolean() ? String.valueOf((char) each) : "%%%02x".formatted(each);
	}

	private void query(Draft draft) {
		draft.target += (draft.target.contains("?") ? "&" : "?") + pick(QUERIES);
	}

	private void version(Draft draft) {
		draft.version = pick(VERSIONS);
	}

	private void header(Draft draft) {
		draft.headers.add(this.random.nextInt(draft.headers.size() + 1), pick(HEADERS));
	}

	private void body(Draft draft) {
		draft.body += pick(BODIES);
		draft.headers.add(this.random.nextBoolean() ? "Transfer-Encoding: chunked"
				: "Content-Length: " + this.random.nextInt(40));
	}

	private void size(Draft draft) {
		int size = 1 << (8 + this.random.nextInt(10));
		switch (this.random.nextInt(4)) {
			case 0 -> draft.target += "/" + "x".repeat(size);
			case 1 -> draft.target += "?" + "days=1&".repeat(size / 7);
			case 2 -> draft.headers.add("X-Long: " + "y".repeat(size));
			default -> {
				for (int i = 0; i < size / 100; i++) {
					draft.headers.add("X-" + i + ": z");
				}
			}
		}
	}

	/** Anywhere in the request, whatever it means there. */
	private void bytes(Draft draft) {
		draft.edits.add((text) -> insert(text, this.random.nextInt(Math.min(text.length(), 400) + 1),
				String.valueOf((char) this.random.nextInt(256)).repeat(1 + this.random.nextInt(3))));
	}

	private void cut(Draft draft) {
		draft.edits.add((text) -> text.substring(0, this.random.nextInt(text.length() + 1)));
	}

	private void next(Draft draft) {
		draft.edits.add((text) -> text + "GET " + pick(this.targets) + " HTTP/1.1\r\nHost: y\r\n\r\n" + pick(PIECES));
	}

	private static String insert(String text, int at, String piece) {
		return text.substring(0, at) + piece + text.substring(at);
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	private interface Edit {

		String apply(String text);

	}

	private static final class Draft {

		private final List<String> headers = new ArrayList<>(List.of("Host: localhost"));

		private final List<Edit> edits = new ArrayList<>();

		private String method = "GET";

		private String target = "/";

		private String version = "HTTP/1.1";

		private String body = "";

		String text() {
			String text = this.method + " " + this.target + " " + this.version + "\r\n"
					+ String.join("\r\n", this.headers) + "\r\n\r\n" + this.body;
			for (Edit edit : this.edits) {
				text = edit.apply(text);
			}
			return text;
		}

	}

}
