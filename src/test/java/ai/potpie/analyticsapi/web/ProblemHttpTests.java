package ai.potpie.analyticsapi.web;

import java.time.Duration;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each error of the contract's table, and each that Tomcat finds by itself.
 */
class ProblemHttpTests extends HttpTestBase {

	@ParameterizedTest
	@CsvSource({ "not_configured, 503, , WARN", "unauthorized, 502, , ERROR", "rejected, 502, , ERROR",
			"quota_exhausted, 503, 3600, WARN", "rate_limited, 503, 7, WARN", "unavailable, 503, 60, WARN",
			"failed, 502, 5, WARN", "timed_out, 504, , WARN", "too_large, 502, , WARN", "truncated, 502, , WARN" })
	void failureOfLogfireIsAServerError(String reason, int status, String retryAfter, String level,
			CapturedOutput output) {
		RawAnswer answer = ask(PROBE + "/failing/" + reason).isProblem(status);
		assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
		assertThat(answer.body()).doesNotContain("secret");
		assertThat(output.toString().lines().filter((line) -> line.contains("secret of upstream"))).hasSize(1)
			.allMatch((line) -> line.contains(level) && line.contains(answer.headers("X-Request-Id").get(0)));
	}

	@Test
	void missingReadTokenIsNamedInTheDetail() {
		assertThat(ask(PROBE + "/failing/not_configured").json().get("detail").asString())
			.isEqualTo("LOGFIRE_READ_TOKEN not configured");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no_connection", "no_transaction", "slow_statement", "without_code" })
	void databaseThatDoesNotAnswerIs503AndAWarning(String failure, CapturedOutput output) {
		RawAnswer answer = ask(PROBE + "/failing/" + failure).isProblem(503);
		assertThat(answer.header("Retry-After")).isEqualTo("5");
		assertThat(answer.body()).doesNotContain("secret");
		assertThat(output.toString().lines().filter((line) -> line.contains("secret of database"))).hasSize(1)
			.allMatch((line) -> line.contains("WARN"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "bug", "bad_sql" })
	void bugIs500WithoutDetailsAndLoggedOnce(String bug, CapturedOutput output) {
		RawAnswer answer = ask(PROBE + "/failing/" + bug).isProblem(500);
		assertThat(answer.body()).doesNotContain("secret", "Bug");
		assertThat(output.toString().lines().filter((line) -> line.contains("ERROR"))).hasSize(1);
	}

	@Test
	void clientErrorsAreNotLogged(CapturedOutput output) {
		get(PROBE);
		ask(PROBE + "?days=x");
		ask("/nothing");
		ask("/api/v1/analytics/user/a%20b");
		get("/x;%zz");
		send("DELETE", PROBE, bearer(TOKEN));
		send("POST", "/nothing", "Content-Type: multipart/form-data", "Content-Length: 0").isProblem(404);
		get("/nothing", "Accept: x/").isProblem(404);
		send("DELETE", "/livez?=").isProblem(400);
		send("QUERY", "/livez?" + "a&".repeat(2_000)).isProblem(400);
		ask(PROBE + "?=&days=3").isProblem(400);
		get("/a/..b../c").isProblem(404);
		assertThat(output.toString().lines().filter((line) -> !line.contains("ReadTokenCheck")))
			.noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
	}

	@Test
	void unknownPathIs404() {
		ask(PROBE + "/nothing").isProblem(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE", "PROPFIND", "SEARCH", "PRI", "get",
			"Get", "FOO", "A!b" })
	void wrongMethodIs405AndAllowNamesTheRightOnes(String method) {
		assertThat(send(method, PROBE, bearer(TOKEN)).isProblem(405).header("Allow")).isEqualTo("GET");
		assertThat(send(method, "/api/v1/analytics/me", bearer(TOKEN)).isProblem(405).header("Allow")).isEqualTo("GET");
		assertThat(send(method, "/livez").isProblem(405).header("Allow")).isEqualTo("GET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "QUERY", "FOO" })
	void wrongMethodNeedsATokenToo(String method) {
		send(method, PROBE).isProblem(401);
		send(method, PROBE, bearer(OTHERS)).isProblem(403);
		send(method, "/nothing").isProblem(404);
	}

	@Test
	void errorOfAUserIdWithASlashNamesThePattern() {
		RawAnswer answer = get("/api/v1/analytics/user/patients%2F7/raw", bearer(EVERYONES)).isProblem(400);
		assertThat(answer.json().get("instance").asString()).isEqualTo("/api/v1/analytics/user/patients%2F7/raw");
		assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo("user_id");
		assertThat(answer.json().at("/errors/0/message").asString())
			.isEqualTo("must be 1 to 128 characters that match [A-Za-z0-9._@:|+~-]{1,128}");
		get("/api/v1/analytics/user/patients%2F7").isProblem(401);
	}

	@Test
	void unacceptableMediaTypeIs406AndStillAProblem() {
		get(PROBE, bearer(TOKEN), "Accept: text/csv").isProblem(406);
		get(PROBE, bearer(TOKEN), "Accept: nonsense").isProblem(406);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-ndjson", "text/html", "application/json", "image/png" })
	void errorsAreProblemsWithAnyAcceptHeader(String accept) {
		get(PROBE, "Accept: " + accept).isProblem(401);
		get("/nothing", "Accept: " + accept).isProblem(404);
		get(PROBE + "/failing/failed", bearer(TOKEN), "Accept: " + accept).isProblem(502);
	}

	@Test
	void headHasHeadersAndNoBody() {
		RawAnswer answer = send("HEAD", PROBE);
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/x;%zz", "/x;y=1", "/;", "/a%2Fb", "/a%2fb", "/a//b", "//", "/a%00b", "/a%25b", "/%zz",
			"/%", "/a%3Bb", "/a%5Cb", "/a\\b", "/%c3", "/%c0%af", "/a|b", "/a<b", "/a\"b", "/a{b", "/a^b", "/%2e%2e/x",
			"/a%0Ab", "/%u0041", "/a%ED%A0%80" })
	void malformedPathIs400(String path) {
		get(path).isProblem(400);
		get("/api/v1/analytics/user" + path + "/probe", bearer(TOKEN)).isProblem(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/..", "/../../etc/passwd", "/a/../../b" })
	void pathAboveTheRootIsRefused(String path) {
		assertThat(get(path).status()).isIn(400, 404);
		get(path).isProblem(get(path).status());
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "GET / HTTP/9.9", "G@T / HTTP/1.1", "GET  /nothing HTTP/1.1", "FOO / HTTP/1.1",
			"TRACE / HTTP/1.1", "CONNECT x:1 HTTP/1.1", "GET http://[ HTTP/1.1", "GET / / HTTP/1.1", "GET x HTTP/1.1",
			"PROPFIND / HTTP/1.1", "OPTIONS /nothing HTTP/1.1", "OPTIONS * HTTP/3", "GET * HTTP/1.1", "PRI * HTTP/2.0",
			"JEFF /api/v1/analytics/user/user_123/probe HTTP/1.1" })
	void badRequestLineIsAProblem(String line) {
		RawAnswer answer = raw(line, "Host: localhost", bearer(TOKEN));
		answer.isProblem(answer.status());
		assertThat(answer.status()).isIn(400, 404, 405, 501);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: a b", "Host: a/b", "Host: x\r\nHost: y", "Host: [::", "Host: <script>", "X: y",
			"Host: localhost\r\nContent-Length: x", "Host: localhost\r\nContent-Length: 1\r\nContent-Length: 2",
			"Host: localhost\r\nTransfer-Encoding: nonsense", "Host: localhost\r\nX-\u0000: y",
			"Host: localhost\r\nno colon here" })
	void badHeadersAreAProblem(String host, CapturedOutput output) {
		RawAnswer answer = raw("GET / HTTP/1.1", host);
		answer.isProblem(answer.status());
		assertThat(answer.status()).isIn(400, 404, 501);
		assertThat(output).doesNotContain("ERROR");
	}

	@ParameterizedTest
	@ValueSource(strings = { "OPTIONS /nothing HTTP/1.1", "OPTIONS / HTTP/1.1" })
	void requestWithoutAHostIsAProblem(String line) {
		raw(line, "X: y").isProblem(400);
	}

	/**
	 * A body that never comes would hold a thread for as long as somebody waits for it.
	 */
	@ParameterizedTest
	@CsvSource({ "GET, text/plain, 404", "POST, application/x-www-form-urlencoded, 404",
			"POST, multipart/form-data; boundary=x, 404", "PUT, application/json, 404", "OPTIONS, text/plain, 404" })
	void answerDoesNotWaitForTheBody(String method, String type, int status) {
		long begin = System.nanoTime();
		raw(method + " /nothing HTTP/1.1", "Host: localhost", "Content-Type: " + type, "Content-Length: 100000")
			.isProblem(status);
		raw(method + " /nothing HTTP/1.1", "Host: localhost", "Content-Type: " + type, "Transfer-Encoding: chunked")
			.isProblem(status);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	void headerBeyondTheLimitIsAProblem() {
		RawAnswer answer = get(PROBE, "X: " + "x".repeat(70_000));
		answer.isProblem(answer.status());
		assertThat(answer.status()).isIn(400, 431);
		get(PROBE, "X: " + "x".repeat(20_000)).isProblem(401);
		get("/" + "x".repeat(20_000)).isProblem(404);
	}

	@Test
	void instanceIsThePathWithoutItsQuery() {
		assertThat(get("/nothing/h%C3%BCre?token=secret").json().get("instance").asString())
			.isEqualTo("/nothing/h%C3%BCre");
	}

	@Test
	void errorBeforeTheFirstByteHasNoHeadersOfTheAnswer() {
		RawAnswer answer = ask(PROBE + "/begun").isProblem(502);
		assertThat(answer.header("Link")).isNull();
		assertThat(answer.header("ETag")).isNull();
	}

	@Test
	void streamThatFailsHalfWayIsCutAndLoggedOnce(CapturedOutput output) {
		RawAnswer answer = ask(PROBE + "/half");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("[{},");
		assertThat(answer.whole()).isFalse();
		assertThat(output.toString().lines().filter((line) -> line.contains("half-way"))).hasSize(1)
			.allMatch((line) -> line.contains("WARN") && line.contains(answer.headers("X-Request-Id").get(0)));
		assertThat(output.toString()).doesNotContain("ERROR");
	}

}
