package ai.potpie.analyticsapi;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A curl command of a document.
 *
 * @param document where it is
 * @param status the one that its comment announces, or else 200
 */
record DocumentedExample(Document document, String method, URI url, List<String> headers, int status) {

	private static final Pattern HEADER = Pattern.compile("-H \"(?<name>[^:]+): (?<value>[^\"]+)\"");

	private static final Pattern METHOD = Pattern.compile("-X (?<method>[A-Z]+)");

	private static final Pattern URL = Pattern.compile("\"(?<url>http://[^\"]+)\"");

	private static final Pattern STATUS = Pattern.compile("# (?<status>[0-9]{3})$");

	static Stream<DocumentedExample> all() {
		return Document.all()
			.stream()
			.flatMap((document) -> document.code("sh")
				.flatMap(String::lines)
				.filter((line) -> line.startsWith("curl "))
				.map((command) -> of(document, command)));
	}

	private static DocumentedExample of(Document document, String command) {
		List<String> headers = HEADER.matcher(command)
			.results()
			.flatMap((header) -> Stream.of(header.group(1), header.group(2)))
			.toList();
		Matcher status = STATUS.matcher(command);
		Matcher method = METHOD.matcher(command);
		String url = matcher(URL, command).group("url")
			.replace("$(date -u +%F)", LocalDate.now(ZoneOffset.UTC).toString());
		return new DocumentedExample(document, method.find() ? method.group("method") : "GET", URI.create(url), headers,
				status.find() ? Integer.parseInt(status.group("status")) : 200);
	}

	private static Matcher matcher(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) {
			throw new AssertionError("Not what an example looks like: " + text);
		}
		return matcher;
	}

	/** Whether its answer has no end. */
	boolean isStream() {
		return this.url.getPath().endsWith("/live");
	}

	HttpRequest request(URI url) {
		HttpRequest.Builder request = HttpRequest.newBuilder(url)
			.method(this.method, HttpRequest.BodyPublishers.noBody());
		if (!this.headers.isEmpty()) {
			request.headers(this.headers.toArray(String[]::new));
		}
		return request.build();
	}

}
