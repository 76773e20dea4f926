package ai.potpie.analyticsapi.web;

import java.nio.charset.StandardCharsets;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;
import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is closed by default, opened by its setting; the dashboard, closed by its setting;
 * and browsers, which are let in by none.
 */
@TestPropertySource(properties = { "analytics.docs=true", "analytics.user-id-pattern=(?s).*",
		"analytics.cors-allowed-origins=", "analytics.dashboard=false" })
class OpenHttpTests extends HttpTestBase {

	@Test
	void docsAreAPageThatMayRunItsOwnScripts() {
		assertThat(get("/docs").status()).isEqualTo(302);
		RawAnswer page = get("/swagger-ui/index.html");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.header("Content-Type")).startsWith("text/html");
		assertThat(page.headers("Content-Security-Policy")).hasSize(1)
			.allMatch((policy) -> policy.startsWith("default-src 'self'"));
		assertThat(get("/v3/api-docs").json().get("openapi").asString()).startsWith("3.");
		assertThat(get("/v3/api-docs/swagger-config").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/dashboard", "/dashboard/" })
	void theDashboardIsNotThere(String path) {
		get(path).isProblem(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%C3%BC", "a%20b", "a'b", "%F0%9F%98%80", "a%22b", "a!b", "a%2Fb", "a%2fb%2F..c" })
	void widerUserIdsReachTheHandler(String userId) {
		RawAnswer answer = get("/api/v1/analytics/user/" + userId + "/probe", bearer(EVERYONES));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("user_id").asString()).isEqualTo(UriUtils.decode(userId, StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_456%2Fprobe", "user_123%2F..%2Fuser_123", "user_123%2Fx", "user_456/..%2Fuser_123",
			"user_456%2F../user_123", "..%2Fuser%2Fuser_123", "user_123%2f%2e%2e%2fuser_456", "user_123%2F",
			"%2Fuser_123", "user_456%252F..%252Fuser_123", "user_456%2F..;%2Fuser_123", "user_456%5C..%5Cuser_123" })
	void noSlashInAUserIdReachesAnotherUsersData(String path) {
		RawAnswer answer = get("/api/v1/analytics/user/" + path + "/probe", bearer(TOKEN));
		assertThat(answer.status()).isIn(400, 403);
		answer.isProblem(answer.status());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a%00", "a%0A", "a%2F", "a%2F%2Fb", "a%2F..%2Fb", "%7F", "%E2%80%AE", "%ED%A0%80", "a%25b" })
	void unsafeUserIdsAre400WithAnyPattern(String userId) {
		get("/api/v1/analytics/user/" + userId + "/probe", bearer(EVERYONES)).isProblem(400);
	}

	@Test
	void withoutAnAllowlistNoOriginIsAllowed() {
		RawAnswer answer = get(PROBE, bearer(TOKEN), "Origin: https://dash.example.com");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().keySet()).noneMatch((name) -> name.startsWith("access-control"));
		RawAnswer preflight = send("OPTIONS", PROBE, "Origin: https://dash.example.com",
				"Access-Control-Request-Method: GET")
			.isProblem(401);
		assertThat(preflight.headers().keySet()).noneMatch((name) -> name.startsWith("access-control"));
	}

}
