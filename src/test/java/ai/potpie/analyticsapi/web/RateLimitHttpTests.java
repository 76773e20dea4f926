package ai.potpie.analyticsapi.web;

import java.util.List;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller is told of its rate limit. It is so slow here that nothing comes back
 * while the tests run, and each test has a caller of its own.
 */
@TestPropertySource(properties = { "analytics.rate-limit=5",
		// SHA-256 of token-of-a, other-token-of-a, token-of-b and so on
		"analytics.api-tokens=a=sha256:5cb4afafaff2683f8e22484d37dca0e6b2eb98dc5a9869ca031b001597b89253,"
				+ "a=sha256:79f66f8ed277cfe626803324ca1e783c719ada9498e3a7966cb8653a78abc693,"
				+ "b=sha256:97d613fbd4a6484c6567d2d2b495af817b3264c37dfe02a641449b2b351d5e1f,"
				+ "c=sha256:7f579566ece2ac08bfce0c3af944792893587c760b0001c021acf65e9161365a,"
				+ "d=sha256:718fb8ded094c1c926166e7ec5eb65fa86c92ae1505c921ad2424402a9a1751c,"
				+ "e=sha256:8e85e3f3b9cb779470a5dbf3c74ebe258c1da44d7a63f050a897162a133508cd" })
class RateLimitHttpTests extends HttpTestBase {

	@Test
	void everyAnswerHasTheRemainingRequests() {
		RawAnswer first = probe("a", "token-of-a");
		assertThat(first.headers("RateLimit-Policy")).containsExactly("\"default\";q=5;w=60");
		assertThat(first.headers("RateLimit")).containsExactly("\"default\";r=4;t=12");
		assertThat(probe("a", "other-token-of-a").header("RateLimit")).matches("\"default\";r=3;t=2[34]");
	}

	@Test
	void tooManyRequestsAreAProblemWithRetryAfter(CapturedOutput output) {
		for (int i = 0; i < 5; i++) {
			assertThat(probe("b", "token-of-b").status()).isEqualTo(200);
		}
		RawAnswer refused = probe("b", "token-of-b").isProblem(429);
		assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isBetween(10, 12);
		assertThat(refused.header("RateLimit")).matches("\"default\";r=0;t=(5[0-9]|60)");
		assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"default\";q=5;w=60");
		assertThat(refused.json().get("detail").asString()).startsWith("This caller may ask 5 times a minute.");
		assertThat(probe("c", "token-of-c").status()).isEqualTo(200);
		assertThat(output.toString().lines().filter((line) -> line.contains(refused.headers("X-Request-Id").get(0))))
			.noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
	}

	@Test
	void refusedAndBadRequestsCountToo() {
		String mine = "/api/v1/analytics/user/d/probe";
		List<RawAnswer> answers = List.of(get("/api/v1/analytics/user/b/probe", bearer("token-of-d")),
				get(mine + "?days=x", bearer("token-of-d")), get("/api/nothing", bearer("token-of-d")),
				send("DELETE", mine, bearer("token-of-d")),
				get("/api/v1/analytics/user/a%20b/probe", bearer("token-of-d")));
		assertThat(answers).extracting(RawAnswer::status).containsExactly(403, 400, 404, 405, 400);
		assertThat(answers).extracting((answer) -> String.valueOf(answer.header("RateLimit")).substring(10, 13))
			.containsExactly("r=4", "r=3", "r=2", "r=1", "r=0");
		get("/api/v1/analytics/user/b/probe", bearer("token-of-d")).isProblem(429);
	}

	@Test
	void requestsWithoutAValidTokenAreNotCounted() {
		for (int i = 0; i < 20; i++) {
			for (RawAnswer answer : List.of(get(PROBE), get(PROBE, bearer("unknown")))) {
				answer.isProblem(401);
				assertThat(answer.headers().keySet()).noneMatch((name) -> name.startsWith("ratelimit"));
			}
		}
	}

	@Test
	void requestsThatNeedNoTokenHaveNoLimit() {
		for (int i = 0; i < 20; i++) {
			assertThat(get("/livez", bearer("token-of-e")).status()).isEqualTo(200);
			assertThat(send("OPTIONS", PROBE, "Origin: https://dash.example.com", "Access-Control-Request-Method: GET")
				.status()).isEqualTo(200);
		}
		assertThat(probe("e", "token-of-e").header("RateLimit")).startsWith("\"default\";r=4");
	}

	private RawAnswer probe(String user, String token) {
		return get("/api/v1/analytics/user/" + user + "/probe", bearer(token));
	}

}
