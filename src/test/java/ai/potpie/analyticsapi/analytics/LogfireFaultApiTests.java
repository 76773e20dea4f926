package ai.potpie.analyticsapi.analytics;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.RawConnection;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller is told when Logfire fails, and what it is not told.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0", "logfire.timeout=1s",
				"analytics.timeout=2s", "logfire.retry-delay=1ms", "logfire.breaker-window=1000",
				"logfire.max-response-size=64KB", "logfire.read-token=" + LogfireFaultApiTests.READ_TOKEN,
				"analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN })
@ExtendWith(OutputCaptureExtension.class)
class LogfireFaultApiTests {

	static final String READ_TOKEN = "pylf_v1_us_NeverToBeSeenByAnyone0123456789";

	private static final String SECRET = "upstream-says-something-private";

	private static final MockWebServer logfire = new MockWebServer();

	private static volatile MockResponse answer = new MockResponse.Builder().build();

	private AnalyticsApi api;

	@DynamicPropertySource
	static void logfireAddress(DynamicPropertyRegistry properties) {
		properties.add("logfire.base-url", () -> logfire.url("/").toString());
	}

	@BeforeAll
	static void start() throws IOException {
		logfire.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return answer;
			}

		});
		logfire.start();
	}

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	@ParameterizedTest
	@CsvSource({ "302, , 502, 5", "400, , 502, ", "401, , 502, ", "402, , 503, 3600", "403, , 502, ", "404, , 502, ",
			"422, , 502, ", "429, , 503, 3600", "500, , 502, 5", "502, , 502, 5", "503, 17, 503, 17",
			"503, 3000, 503, 60", "503, , 502, 5", "504, , 502, 5" })
	void eachStatusOfLogfireBecomesADocumentedStatus(int status, String retryAfter, int expected,
			String expectedRetryAfter, CapturedOutput log) {
		answer((response) -> {
			response.code(status).addHeader("Location", "http://localhost/" + SECRET).body(SECRET);
			if (retryAfter != null) {
				response.addHeader("Retry-After", retryAfter);
			}
		});
		for (String path : new String[] { "u", "u/raw" }) {
			HttpResponse<String> problem = problem(path, expected, log);
			assertThat(problem.headers().firstValue("Retry-After").orElse(null)).isEqualTo(expectedRetryAfter);
		}
	}

	@Test
	void answersThatHangOrDripAre504(CapturedOutput log) {
		answer((response) -> response.onResponseStart(SocketEffect.Stall.INSTANCE));
		problem("u", 504, log);
		problem("u/raw", 504, log);
		answer((response) -> response.body(" ".repeat(100) + SECRET).throttleBody(20, 400, TimeUnit.MILLISECONDS));
		problem("u", 504, log);
		problem("u/raw", 504, log);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>" + SECRET + "</html>", "{\"data\":[{\"part\":\"period\"",
			"{\"data\":[{\"part\":\"period\",\"run_count\":\"" + SECRET + "\"}]}", "{\"schema\":{}}",
			"{\"data\":[{\"part\":\"run_day\",\"bucket\":\"" + SECRET + "\"}]}",
			"{\"type\":\"error\",\"message\":\"" + SECRET + "\"}" })
	void malformedAnswersAre502(String body, CapturedOutput log) {
		answer((response) -> response.body(body));
		problem("u", 502, log);
		problem("u/raw", 502, log);
	}

	@Test
	void anAnswerThatIsTooLargeIs502(CapturedOutput log) {
		answer((response) -> response.body("{\"data\":[\"" + "x".repeat(100_000) + "\"]}"));
		problem("u", 502, log);
	}

	@Test
	void anAnswerAtTheLimitIs502(CapturedOutput log) {
		answer((response) -> response.body("{\"data\":[" + "{},".repeat(9_999) + "{}]}"));
		problem("u", 502, log);
	}

	@Test
	void aStreamThatFailsBeforeItsFirstBytesAreSentIsAProblem(CapturedOutput log) {
		answer((response) -> response.body(rows(1) + "{\"type\":\"error\",\"message\":\"" + SECRET + "\"}"));
		HttpResponse<String> problem = problem("u/raw", 502, log);
		assertThat(problem.headers().firstValue("Link")).isEmpty();
	}

	@Test
	void attributesSentAsTextAreParsedAndOnlyJsonIsPassedOn(CapturedOutput log) {
		String row = rows(1).replaceFirst("\\{\"x\":\"y*\"}", "\"{\\\\\"x\\\\\": 1.10}\"");
		answer((response) -> response.body(row + "{\"type\":\"end\",\"row_count\":1}"));
		assertThat(this.api.user("u/raw").body()).endsWith("\"attributes\":{\"x\":1.10}}]");
		answer((response) -> response.body(row.replace(": 1.10}", ":") + "{\"type\":\"end\",\"row_count\":1}"));
		problem("u/raw", 502, log);
	}

	@Test
	void aStreamThatFailsLaterIsCut(@LocalServerPort int port, CapturedOutput log) throws IOException {
		answer((response) -> response.body(rows(200) + "{\"type\":\"error\",\"message\":\"" + SECRET + "\"}"));
		String cut = rawSocket(port, "/api/v1/analytics/user/u/raw?limit=1000");
		assertThat(cut).startsWith("HTTP/1.1 200").contains("Transfer-Encoding: chunked").doesNotEndWith("0\r\n\r\n");
		assertThat(cut).doesNotContain("}]", SECRET);
		assertThat(log).contains("cut half-way").doesNotContain(SECRET, READ_TOKEN);
	}

	@Test
	void aClientThatLeavesIsNotLoggedAsAnError(@LocalServerPort int port, CapturedOutput log) throws Exception {
		answer((response) -> response.body(rows(50_000)).throttleBody(1_000_000, 100, TimeUnit.MILLISECONDS));
		try (RawConnection connection = new RawConnection(port)) {
			connection.send(request("/api/v1/analytics/user/u/raw?limit=1000"));
			assertThat(connection.read(2000)).hasSize(2000);
		}
		Thread.sleep(1500);
		assertThat(log).doesNotContain("ERROR");
	}

	private HttpResponse<String> problem(String path, int status, CapturedOutput log) {
		long start = System.nanoTime();
		HttpResponse<String> problem = this.api.user(path);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThat(problem.statusCode()).as(problem.body()).isEqualTo(status);
		assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(problem.headers().firstValue("Cache-Control")).hasValue("no-store");
		JsonNode body = JsonMapper.shared().readTree(problem.body());
		assertThat(body.propertyNames()).containsExactly("type", "title", "status", "detail", "instance", "request_id");
		assertThat(problem.body() + problem.headers().map()).doesNotContain(SECRET, READ_TOKEN, "SELECT", "Exception",
				"localhost");
		assertThat(log).doesNotContain(SECRET, READ_TOKEN, "SELECT");
		return problem;
	}

	private static String rows(int count) {
		String row = """
				{"page_rows":%d,"trace_id":"a","span_id":"b","kind":"span","span_name":"n","message":"m","level":9,\
				"start_timestamp":"2026-02-11T09:13:02Z","end_timestamp":"2026-02-11T09:13:02Z","attributes":{"x":"%s"}}"""
			.formatted(Math.min(count, 100), "y".repeat(500));
		return "{\"type\":\"data\",\"rows\":[" + (row + ",").repeat(count - 1) + row + "]}\n";
	}

	private static String rawSocket(int port, String path) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			connection.send(request(path));
			return new String(connection.readRest(), StandardCharsets.UTF_8);
		}
	}

	private static String request(String path) {
		return RawConnection.request(path, "Authorization: Bearer " + AnalyticsApi.ADMIN_TOKEN);
	}

	private static void answer(Consumer<MockResponse.Builder> response) {
		MockResponse.Builder builder = new MockResponse.Builder();
		response.accept(builder);
		answer = builder.build();
	}

}
