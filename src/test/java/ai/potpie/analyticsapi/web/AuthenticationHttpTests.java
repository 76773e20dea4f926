package ai.potpie.analyticsapi.web;

import java.util.List;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract's table of who is let in.
 */
class AuthenticationHttpTests extends HttpTestBase {

	private static final String REALM = "Bearer realm=\"analytics\"";

	private static final String INVALID = "Bearer error=\"invalid_token\"";

	@Test
	void requestWithoutTokenIsChallenged() {
		RawAnswer answer = get(PROBE).isProblem(401);
		assertThat(answer.headers("WWW-Authenticate")).containsExactly(REALM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer unknown", "Bearer " + TOKEN + "0", "Bearer a b",
			"Bearer \u00e9", "Basic dXNlcjpwYXNz", TOKEN, "Bearer " + TOKEN + "," + OTHERS, "Bearer: " + TOKEN,
			"Bearer " + EVERYONES_SHA, "Bearer sha256:" + EVERYONES_SHA, "Bearer user_123",
			"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyXzEyMyJ9." })
	void badTokenIsRefusedWithoutAReason(String authorization) {
		RawAnswer answer = get(PROBE, "Authorization: " + authorization).isProblem(401);
		assertThat(answer.headers("WWW-Authenticate")).containsExactly(INVALID);
		assertThat(answer.json().get("detail")).isEqualTo(get(PROBE).json().get("detail"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer ", "bearer ", "BEARER  " })
	void schemeIsCaseInsensitive(String scheme) {
		assertThat(get(PROBE, "authorization: " + scheme + TOKEN).status()).isEqualTo(200);
	}

	@Test
	void userMayHaveSeveralTokens() {
		assertThat(get(PROBE, bearer(SECOND)).status()).isEqualTo(200);
	}

	@Test
	void handlerKnowsTheCallerByAShortHash() {
		assertThat(ask(PROBE).json().get("caller").toString()).matches("\\{\"user_id\":\"user_123\",.*")
			.matches(".*\"token_hash\":\"[0-9a-f]{12}\".*")
			.doesNotContain(TOKEN);
	}

	@Test
	void twoAuthorizationHeadersAreABadRequest() {
		RawAnswer answer = get(PROBE, bearer(TOKEN), bearer(TOKEN)).isProblem(400);
		assertThat(answer.header("WWW-Authenticate")).isNull();
	}

	@Test
	void tokenInQueryOrFormIsIgnored() {
		assertThat(get(PROBE + "?access_token=" + TOKEN).isProblem(401).header("WWW-Authenticate")).isEqualTo(REALM);
		String form = "access_token=" + TOKEN;
		RawAnswer answer = RawConnection.exchange(this.port,
				"POST " + PROBE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
						+ "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
						+ "\r\n\r\n" + form);
		assertThat(answer.isProblem(401).header("WWW-Authenticate")).isEqualTo(REALM);
	}

	@Test
	void anotherUserIsTheSame403WhetherItExistsOrNot() {
		RawAnswer existing = ask("/api/v1/analytics/user/user_456/probe").isProblem(403);
		RawAnswer unknown = ask("/api/v1/analytics/user/user_999/probe").isProblem(403);
		assertThat(existing.json().get("detail")).isEqualTo(unknown.json().get("detail"));
		assertThat(existing.body()).hasSameSizeAs(unknown.body());
		assertThat(existing.headers().keySet()).isEqualTo(unknown.headers().keySet());
	}

	@Test
	void anotherUserIs403WhateverTheParametersMethodOrPath() {
		ask("/api/v1/analytics/user/user_456/probe?days=abc").isProblem(403);
		ask("/api/v1/analytics/user/user_456/nothing/here").isProblem(403);
		ask("/api/v1/analytics/user/user_456/").isProblem(403);
		send("DELETE", "/api/v1/analytics/user/user_456/probe", bearer(TOKEN)).isProblem(403);
	}

	@Test
	void onlyATokenForEveryoneReadsAllUsers() {
		get("/api/v1/analytics/users").isProblem(401);
		RawAnswer users = ask("/api/v1/analytics/users").isProblem(403);
		RawAnswer foreign = ask("/api/v1/analytics/user/user_456/probe").isProblem(403);
		assertThat(users.json().get("detail")).isEqualTo(foreign.json().get("detail"));
		ask("/api/v1/analytics/users?days=abc").isProblem(403);
		ask("/api/v1/analytics/users/nothing/here").isProblem(403);
		get("/api/v1/analytics/users?days=abc", bearer(EVERYONES)).isProblem(400);
		get("/api/v1/analytics/users/nothing/here", bearer(EVERYONES)).isProblem(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_456", "user_999", "a%7Cb", "somebody@example.com" })
	void tokenForEveryoneReadsAnyUser(String userId) {
		assertThat(get("/api/v1/analytics/user/" + userId + "/probe", bearer(EVERYONES)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a%7Cb:c@d+e~f", "a%7cb%3Ac%40d%2Be%7Ef", "%61%7Cb:c@d+e~f" })
	void encodedUserIdIsTheSameUser(String userId) {
		RawAnswer answer = get("/api/v1/analytics/user/" + userId + "/probe", bearer(ODD));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().at("/user_id").asString()).isEqualTo("a|b:c@d+e~f");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%20", "user%20123", "user_123%0A", "%C3%BC", "a!b", "a'b", "a%22b", "a*b", "user_123,",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
					+ "aaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void malformedUserIdIs401Or400(String userId) {
		String target = "/api/v1/analytics/user/" + userId + "/probe";
		assertThat(get(target).status()).isIn(401, 400);
		for (String token : List.of(TOKEN, EVERYONES)) {
			RawAnswer answer = get(target, bearer(token)).isProblem(400);
			if (answer.json().has("errors")) {
				assertThat(answer.wrongParameters()).containsExactly("user_id");
			}
		}
	}

	@Test
	void malformedUserIdIsNamed() {
		get("/api/v1/analytics/user/a%20b/probe").isProblem(401);
		assertThat(ask("/api/v1/analytics/user/a%20b/probe").wrongParameters()).containsExactly("user_id");
		assertThat(ask("/api/v1/analytics/user/a%20b/probe").message("user_id"))
			.isEqualTo("must be 1 to 128 characters that match [A-Za-z0-9._@:|+~-]{1,128}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api", "/api/", "/api/v1", "/api/v1/analytics/user", "/api/v1/analytics/user/",
			"/api/nothing" })
	void everyPathUnderApiNeedsAToken(String path) {
		get(path).isProblem(401);
		ask(path).isProblem(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dashboard/nothing", "/error", "/nothing", "/API/v1/analytics/user/user_123/probe",
			"/login", "/logout", "/actuator", "/actuator/health", "/actuator/heapdump", "/docs", "/v3/api-docs",
			"/swagger-ui/index.html", "/swagger-ui.html", "/.well-known/oauth-protected-resource", "/.env",
			"/favicon.ico" })
	void unknownPathOutsideTheApiIs404WithoutAChallenge(String path) {
		RawAnswer answer = get(path).isProblem(404);
		assertThat(answer.header("WWW-Authenticate")).isNull();
		assertThat(answer.header("Set-Cookie")).isNull();
		get(path, bearer("unknown")).isProblem(404);
	}

	@Test
	void hostIsNeverReflected() {
		RawAnswer answer = raw("GET " + PROBE + " HTTP/1.1", "Host: evil.example.com");
		answer.isProblem(401);
		assertThat(answer.body() + answer.headers()).doesNotContain("evil");
	}

}
