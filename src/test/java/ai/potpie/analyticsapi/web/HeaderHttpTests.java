package ai.potpie.analyticsapi.web;

import java.util.List;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What answers say about themselves, good ones and errors.
 */
class HeaderHttpTests extends HttpTestBase {

	private static final String ORIGIN = "Origin: https://dash.example.com";

	@Test
	void requestIdIsTheClientsIfItIsSafe() {
		RawAnswer answer = get(PROBE, bearer(TOKEN), "X-Request-Id: abc-1.2_3");
		assertThat(answer.headers("X-Request-Id")).containsExactly("abc-1.2_3");
		assertThat(answer.json().get("logged").asString()).isEqualTo("abc-1.2_3");
		assertThat(get("/a|b", "X-Request-Id: abc").header("X-Request-Id")).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a\"b", "<script>", "${jndi:ldap://x}", "a\u00e9", "a,b",
			"0123456789012345678901234567890123456789012345678901234567890123456789" })
	void unsafeRequestIdIsReplaced(String sent) {
		RawAnswer answer = get(PROBE, "X-Request-Id: " + sent).isProblem(401);
		assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
	}

	@Test
	void goodAnswerHasItsOwnCacheControlAndTheSecurityHeaders() {
		RawAnswer answer = ask(PROBE);
		assertThat(answer.headers("Cache-Control")).containsExactly("no-cache, private");
		assertThat(answer.header("Pragma")).isNull();
		assertThat(answer.header("Expires")).isNull();
		assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
		assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(answer.header("Server")).isNull();
		assertThat(answer.header("Set-Cookie")).isNull();
		assertThat(answer.header("Strict-Transport-Security")).isNull();
		assertThat(answer.header("Vary")).containsIgnoringCase("Authorization")
			.containsIgnoringCase("Accept")
			.containsIgnoringCase("Origin");
	}

	@Test
	void serverTimingAddsUpLogfiresAnswers() {
		assertThat(ask(PROBE).headers("Server-Timing")).hasSize(1)
			.allMatch((timing) -> timing.matches("logfire;dur=1234\\.0, total;dur=[0-9]+\\.[0-9]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/half", "/failing/failed", "/failing/bug", "?days=x", "/nothing" })
	void serverTimingAndVaryAreOnStreamsAndErrorsToo(String path) {
		RawAnswer answer = ask(PROBE + path);
		assertThat(answer.headers("Server-Timing")).hasSize(1)
			.allMatch((timing) -> timing.matches("logfire;dur=0\\.0, total;dur=[0-9]+\\.[0-9]"));
		assertThat(answer.header("Vary")).containsIgnoringCase("Authorization");
	}

	@Test
	void longErrorsAreCompressedOnRequest() {
		RawAnswer answer = get(PROBE + "?" + "nope&".repeat(3) + "x".repeat(1_500) + "=1", bearer(TOKEN),
				"Accept-Encoding: gzip");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
	}

	@Test
	void preflightOfAnAllowedOriginNeedsNoToken() {
		RawAnswer answer = send("OPTIONS", PROBE, ORIGIN, "Access-Control-Request-Method: GET",
				"Access-Control-Request-Headers: authorization,if-none-match,x-request-id");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://dash.example.com");
		assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET", "HEAD");
		assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization", "if-none-match");
		assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
		assertThat(answer.header("Vary")).contains("Origin");
	}

	@Test
	void allowedOriginMayReadAnswersErrorsAndTheirHeaders() {
		for (RawAnswer answer : List.of(get(PROBE, ORIGIN, bearer(TOKEN)), get(PROBE, ORIGIN),
				get(PROBE + "?days=x", ORIGIN, bearer(TOKEN)))) {
			assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly("https://dash.example.com");
			assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag", "Link", "Retry-After",
					"Server-Timing", "X-Request-Id", "Content-Disposition", "RateLimit", "RateLimit-Policy", "Age",
					"Cache-Status");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example.com", "null", "http://dash.example.com",
			"https://dash.example.com.evil.com", "https://dash.example.com:444", "not a url" })
	void foreignOriginIsRefused(String origin) {
		RawAnswer answer = get(PROBE, "Origin: " + origin, bearer(TOKEN)).isProblem(403);
		assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
		RawAnswer preflight = send("OPTIONS", PROBE, "Origin: " + origin, "Access-Control-Request-Method: GET")
			.isProblem(403);
		assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
	}

	@Test
	void preflightOfAMethodOrHeaderThatIsNotOfferedIsRefused() {
		send("OPTIONS", PROBE, ORIGIN, "Access-Control-Request-Method: DELETE").isProblem(403);
		send("OPTIONS", PROBE, ORIGIN, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: x-evil")
			.isProblem(403);
	}

}
