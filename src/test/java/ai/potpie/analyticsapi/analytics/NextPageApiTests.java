package ai.potpie.analyticsapi.analytics;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a query may hold, the link to the next page asks for the same.
 */
@ApiTest
class NextPageApiTests {

	private static final Instant START = Instant.parse("2026-02-11T09:13:02.512317Z");

	private static final Pattern LINK = Pattern.compile("<(/[!-~]+)>; rel=\"next\"");

	/** What no query of Tomcat's has unless it is encoded, and what ends a value. */
	private static final Set<String> REFUSED = Set.of("\"", "<", ">", "[", "\\", "]", "^", "`", "{", "|", "}");

	private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

	/** With each byte of UTF-8 at least once. */
	private static final List<String> UNICODE = List.of(text(IntStream.range(0x80, 0x180)),
			text(IntStream.iterate(0x180, (codePoint) -> codePoint < 0xd800, (codePoint) -> codePoint + 97)),
			text(IntStream.iterate(0xe000, (codePoint) -> codePoint <= 0x10ffff, (codePoint) -> codePoint + 1237)));

	@LocalServerPort
	private int port;

	@Autowired
	private LocalLogfire logfire;

	@Test
	void theLinkKeepsEveryCharacterThatTomcatAccepts() {
		store("kept", "ok", Map.of());
		for (char character = '!'; character <= '~'; character++) {
			String text = Character.toString(character);
			if (!"&%#".contains(text) && !Character.isLetterOrDigit(character)) {
				assertThat(isKept("kept/raw", "limit=1&environment=ok&environment=a%sb".formatted(text))).as(text)
					.isEqualTo(!REFUSED.contains(text));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "raw, project_id agent_id environment",
			"runs, project_id agent_id environment outcome conversation_id",
			"conversations, project_id agent_id environment" })
	void theLinkKeepsEveryParameter(String list, String parameters) {
		store("all", "ok", Map.of());
		StringBuilder query = new StringBuilder("limit=1");
		for (String parameter : parameters.split(" ")) {
			query.append("&%s=%s&%s=!$'()*+,/:;=?@==%s".formatted(parameter,
					parameter.equals("outcome") ? "success" : "ok", parameter, UNRESERVED));
		}
		assertThat(isKept("all/" + list, query.toString())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "raw", "runs", "conversations" })
	void theLinkKeepsEveryEncodedCharacter(String list) {
		store("encoded", "ok", Map.of());
		for (int from = 0; from < 0x80; from += 16) {
			StringBuilder query = new StringBuilder("limit=1&environment=ok");
			for (int i = from; i < from + 16; i++) {
				query.append("&environment=a%%%02xb".formatted(i));
			}
			assertThat(isKept("encoded/" + list, query.toString().replace("a%00b", "c"))).isTrue();
		}
		for (String unicode : UNICODE) {
			assertThat(isKept("encoded/" + list,
					"limit=1&environment=ok&environment=" + URLEncoder.encode(unicode, StandardCharsets.UTF_8)))
				.isTrue();
		}
	}

	@Test
	void theLinkKeepsFiltersOfOneValue() {
		String value = "!$'()*+,-./:;=?@_~ %&#[]{}|\\^`\"<>\t\u0001\u007f é 😀 == a=b=c";
		store("one-value", value, Map.of("run_id", value));
		for (String encoded : List.of(URLEncoder.encode(value, StandardCharsets.UTF_8),
				URLEncoder.encode(value, StandardCharsets.UTF_8)
					.replace("%21%24%27%28%29*%2B%2C-.%2F%3A%3B%3D%3F%40", "!$'()*%2B,-./:;=?@"))) {
			assertThat(isKept("one-value/raw",
					"span_name=%s&run_id=%s&conversation_id=%s&limit=1".formatted(encoded, encoded, encoded)))
				.isTrue();
		}
	}

	@Test
	void theLinkReplacesTheCursorInEverySpelling() {
		store("cursors", "ok", Map.of());
		String first = link("cursors/raw", "&&limit=1&&environment=ok&environment=cursor=1&").orElseThrow();
		assertThat(first)
			.startsWith("/api/v1/analytics/user/cursors/raw?limit=1&environment=ok&environment=cursor=1&cursor=");
		String cursor = first.substring(first.lastIndexOf('=') + 1);
		assertThat(link("cursors/raw", "cursor=" + cursor + "&limit=1").orElseThrow())
			.matches(".*/raw\\?limit=1&cursor=[^&]+");
		assertThat(link("cursors/raw", "c%75rsor=" + cursor + "&limit=1").orElseThrow())
			.matches(".*/raw\\?limit=1&cursor=[^&]+");
	}

	/** Whether there is a link, which then asks for the same and is answered. */
	private boolean isKept(String path, String query) {
		return link(path, query).map((link) -> {
			String next = link.substring(link.indexOf('?') + 1);
			assertThat(parameters(next)).as(query).isEqualTo(parameters(query));
			assertThat(get(link).status()).as(link).isEqualTo(200);
			return true;
		}).orElse(false);
	}

	/** Empty if Tomcat refuses the query. */
	private Optional<String> link(String path, String query) {
		RawAnswer answer = get("/api/v1/analytics/user/" + path + "?" + query);
		if (answer.status() == 400) {
			assertThat(answer.header("Content-Type")).as(query).isEqualTo("application/problem+json");
			assertThat(answer.body()).as(query).doesNotContain("\"errors\"");
			return Optional.empty();
		}
		assertThat(answer.status()).as(query).isEqualTo(200);
		Matcher matcher = LINK.matcher(String.valueOf(answer.header("Link")));
		assertThat(matcher.matches()).as(answer.toString()).isTrue();
		return Optional.of(matcher.group(1));
	}

	/** Names and values, decoded, but for the cursor. */
	private static List<String> parameters(String query) {
		return Stream.of(query.split("&"))
			.filter((parameter) -> !parameter.startsWith("cursor="))
			.map((parameter) -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
			.toList();
	}

	/** As it is: a client's library would encode what it takes to be wrong. */
	private RawAnswer get(String target) {
		return RawConnection.exchange(this.port, RawConnection.request(target,
				"Authorization: Bearer " + AnalyticsApi.ADMIN_TOKEN, "Connection: close"));
	}

	private static String text(IntStream codePoints) {
		return codePoints.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
	}

	/**
	 * Two runs of one conversation, and one of another, so that a page of one has a next.
	 */
	private void store(String user, String value, Map<String, Object> more) {
		for (int i = 0; i < 3; i++) {
			Map<String, Object> attributes = new HashMap<>(Map.of("user_id", user, "project_id", value, "agent_id",
					value, "conversation_id", (i < 2) ? value : "other", "run_id", "run " + i, "outcome", "success"));
			attributes.putAll(more);
			this.logfire.store(List.of(SpanRecord
				.builder("%032x".formatted(user.hashCode() + i), "%016x".formatted(user.hashCode() + i),
						more.isEmpty() ? "agent_run_usage" : value)
				.time(START.minusSeconds(i), Duration.ofMillis(5))
				.environment(value)
				.attributes(attributes)
				.build()));
		}
	}

}
