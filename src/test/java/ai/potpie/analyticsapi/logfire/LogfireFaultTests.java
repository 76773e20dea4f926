package ai.potpie.analyticsapi.logfire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.sql.Sql;
import com.github.benmanes.caffeine.cache.Ticker;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Whatever Logfire does, a query ends as a {@link LogfireException} with the right
 * reason, and the exception gives nothing away.
 */
class LogfireFaultTests {

	private static final String SECRET = "upstream-says-something-private";

	private static final String WHOLE_JSON = "{\"schema\":{\"fields\":[]},\"data\":[{\"n\":1},{\"n\":\"é\"}]}";

	private static final String WHOLE_NDJSON = """
			{"type":"schema","schema":{"fields":[]}}
			{"type":"data","rows":[{"n":1},{"n":"é"}]}
			{"type":"end","row_count":2}""";

	@StartStop
	private final MockWebServer server = new MockWebServer();

	@ParameterizedTest
	@CsvSource({ "301, FAILED", "302, FAILED", "307, FAILED", "400, REJECTED", "401, UNAUTHORIZED",
			"402, QUOTA_EXHAUSTED", "403, UNAUTHORIZED", "404, REJECTED", "408, FAILED", "413, REJECTED",
			"422, REJECTED", "429, QUOTA_EXHAUSTED", "500, FAILED", "502, FAILED", "503, FAILED", "504, FAILED",
			"204, FAILED", "206, FAILED" })
	void everyOtherStatusHasAReason(int status, Reason reason) {
		enqueue((response) -> response.code(status)
			.addHeader("Location", this.server.url("/elsewhere"))
			.body((status != 204) ? SECRET : ""));
		assertThat(failure().reason()).isEqualTo(reason);
		assertThat(this.server.getRequestCount()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "429, RATE_LIMITED, 17", "503, UNAVAILABLE, 17" })
	void retryAfterIsKept(int status, Reason reason, int seconds) {
		enqueue((response) -> response.code(status).addHeader("Retry-After", seconds));
		LogfireException failure = failure();
		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void retryAfterMayBeADate() {
		enqueue((response) -> response.code(429).addHeader("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
		assertThat(failure().retryAfter()).isEqualTo(Duration.ZERO);
	}

	@Test
	void refused() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		LogfireQueryClient client = TestLogfire.impatientClient(URI.create("http://localhost:" + port),
				TestLogfire.TOKEN);
		LogfireException failure = catchThrowableOfType(LogfireException.class,
				() -> client.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory()));
		assertThat(failure.reason()).isEqualTo(Reason.FAILED);
	}

	@Test
	void unknownHost() {
		LogfireQueryClient client = TestLogfire.impatientClient(URI.create("http://logfire.invalid"),
				TestLogfire.TOKEN);
		LogfireException failure = catchThrowableOfType(LogfireException.class,
				() -> client.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory()));
		assertThat(failure.reason()).isEqualTo(Reason.FAILED);
		assertThat(failure).hasMessageNotContaining("logfire.invalid");
	}

	@Test
	void silenceEndsAtTheTimeout() {
		enqueue((response) -> response.onResponseStart(SocketEffect.Stall.INSTANCE));
		assertTimesOut(this::failure);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 2, 3, 5, 8 })
	void aDeadlineMayPassAtAnyStep(long millis) {
		for (int i = 0; i < 10; i++) {
			LogfireQueryClient patient = TestLogfire.client(this.server.url("/").uri(), TestLogfire.TOKEN);
			enqueue((response) -> response.onResponseStart(SocketEffect.Stall.INSTANCE));
			assertTimesOut(() -> catchThrowableOfType(LogfireException.class, () -> patient.query(TestLogfire.query(),
					Deadline.in(Duration.ofMillis(millis), Ticker.systemTicker()), TestLogfire.memory())));
		}
	}

	@Test
	void anAnswerThatDripsEndsAtTheTimeout() {
		enqueue((response) -> response.body(WHOLE_JSON).throttleBody(10, 300, TimeUnit.MILLISECONDS));
		assertTimesOut(this::failure);
	}

	@Test
	void aStreamThatDripsBeforeItsFirstRowEndsAtTheTimeout() {
		enqueue((response) -> response.body(WHOLE_NDJSON).throttleBody(20, 300, TimeUnit.MILLISECONDS));
		assertTimesOut(this::streamFailure);
	}

	@Test
	void anEndlessStreamEndsAtItsOwnTimeout() {
		String rows = "{\"n\":1},".repeat(20_000);
		enqueue((response) -> response.body("{\"type\":\"data\",\"rows\":[" + rows + "{}]}")
			.throttleBody(1000, 100, TimeUnit.MILLISECONDS));
		assertTimesOut(this::streamFailure);
	}

	@Test
	void aResetConnectionIsAFailure() {
		enqueue((response) -> response.body(WHOLE_JSON).onResponseStart(new SocketEffect.CloseSocket()));
		assertThat(failure().reason()).isEqualTo(Reason.FAILED);
	}

	@Test
	void aConnectionThatWasClosedWhileIdleIsNotUsedAgain() throws InterruptedException {
		LogfireQueryClient client = TestLogfire.client(this.server);
		enqueue((response) -> response.body(WHOLE_JSON).onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE));
		enqueue((response) -> response.body(WHOLE_JSON));
		client.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory());
		// The pool goes by the system's time, and trusts a connection that was just used
		Thread.sleep(300);
		assertThat(client.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory()).rows()).hasSize(2);
	}

	@Test
	void aConnectionThatBreaksInTheBodyIsAFailure() {
		enqueue((response) -> response.body(WHOLE_JSON.repeat(100)).onResponseBody(new SocketEffect.CloseSocket()));
		assertThat(failure().reason()).isEqualTo(Reason.FAILED);
	}

	@Test
	void aConnectionThatBreaksWhileTheQuestionIsSentIsAFailure() throws IOException {
		LogfireQuery large = new LogfireQuery(Sql.of("SELECT '" + "x".repeat(10_000_000) + "'"), Instant.EPOCH,
				Instant.EPOCH.plusSeconds(1), 10);
		try (ServerSocket socket = new ServerSocket(0)) {
			CompletableFuture<Void> hangUp = CompletableFuture.runAsync(() -> resetFirst(socket));
			LogfireQueryClient client = TestLogfire
				.impatientClient(URI.create("http://localhost:" + socket.getLocalPort()), TestLogfire.TOKEN);
			assertThat(discreet(() -> client.query(large, TestLogfire.deadline(), TestLogfire.memory())).reason())
				.isEqualTo(Reason.FAILED);
			hangUp.join();
		}
	}

	@Test
	void jsonThatBreaksOffAnywhereIsAFailure() {
		byte[] whole = WHOLE_JSON.getBytes(StandardCharsets.UTF_8);
		for (int length = 0; length < whole.length; length++) {
			String part = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
			enqueue((response) -> response.body(new okio.Buffer().writeString(part, StandardCharsets.ISO_8859_1)));
			assertThat(failure().reason()).as("after %d bytes", length).isEqualTo(Reason.FAILED);
		}
	}

	@Test
	void aStreamThatBreaksOffAnywhereIsAFailure() {
		byte[] whole = WHOLE_NDJSON.getBytes(StandardCharsets.UTF_8);
		for (int length = 0; length < whole.length; length++) {
			String part = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
			enqueue((response) -> response.body(new okio.Buffer().writeString(part, StandardCharsets.ISO_8859_1)));
			assertThat(streamFailure().reason()).as("after %d bytes", length).isEqualTo(Reason.FAILED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "7", "\"data\"", "{}", "{\"data\":null}", "{\"data\":{}}",
			"{\"data\":[1]}", "{\"data\":[[]]}", "{\"data\":[null]}", "<html>" + SECRET + "</html>",
			"{\"data\":[]} trailing", "{\"data\":[{\"n\":01}]}", "{\"data\":[{\"n\":NaN}]}", "{'data':[]}" })
	void anythingButAListOfRowsIsAFailure(String body) {
		enqueue((response) -> response.body(body));
		assertThat(failure().reason()).isEqualTo(Reason.FAILED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>" + SECRET + "</html>", "[]", "{\"type\":\"end\"}",
			"{\"type\":\"end\",\"row_count\":1}", "{\"type\":\"end\",\"row_count\":\"x\"}",
			"{\"type\":\"data\",\"rows\":[]}", "{\"type\":\"data\",\"rows\":{}}\n{\"type\":\"end\",\"row_count\":0}",
			"{\"type\":\"data\",\"rows\":[1]}\n{\"type\":\"end\",\"row_count\":1}",
			"{\"type\":\"data\",\"rows\":[{}]}\n{\"type\":\"error\",\"message\":\"" + SECRET + "\"}",
			"{\"type\":\"error\",\"message\":\"" + SECRET + "\"}\n{\"type\":\"end\",\"row_count\":0}" })
	void aStreamWithoutAProperEndIsAFailure(String body) {
		enqueue((response) -> response.body(body));
		assertThat(streamFailure().reason()).isEqualTo(Reason.FAILED);
	}

	@Test
	void deepNestingIsAFailure() {
		enqueue((response) -> response.body("{\"data\":[{\"n\":" + "[".repeat(65) + "]".repeat(65) + "}]}"));
		assertThat(failure().reason()).isEqualTo(Reason.FAILED);
	}

	@Test
	void aHugeBodyIsNotReadToItsEnd() {
		enqueue((response) -> response.body("{\"data\":[\"" + "x".repeat(70_000) + "\"]}"));
		assertThat(failure().reason()).isEqualTo(Reason.TOO_LARGE);
	}

	@Test
	void anAnswerWithAsManyRowsAsTheLimitIsTruncated() {
		enqueue((response) -> response.body("{\"data\":[{},{}]}"));
		LogfireException failure = catchThrowableOfType(LogfireException.class, () -> TestLogfire.client(this.server)
			.query(TestLogfire.query(2), TestLogfire.deadline(), TestLogfire.memory()));
		assertThat(failure.reason()).isEqualTo(Reason.TRUNCATED);
	}

	@Test
	void withoutATokenNoQueryIsSent() {
		LogfireQueryClient client = TestLogfire.client(this.server, " ");
		LogfireException failure = catchThrowableOfType(LogfireException.class,
				() -> client.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory()));
		assertThat(failure.reason()).isEqualTo(Reason.NOT_CONFIGURED);
		assertThat(this.server.getRequestCount()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"data\":[{\"n\":\"7\"}]}", "{\"data\":[{\"n\":7.5}]}", "{\"data\":[{\"n\":null}]}",
			"{\"data\":[{}]}", "{\"data\":[{\"n\":true}]}", "{\"data\":[{\"n\":9223372036854775808}]}" })
	void aNumberOfTheWrongTypeIsAFailure(String body) {
		enqueue((response) -> response.body(body));
		Row row = TestLogfire.client(this.server)
			.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory())
			.rows()
			.get(0);
		LogfireException failure = catchThrowableOfType(LogfireException.class, () -> row.number("n"));
		assertThat(failure.reason()).isEqualTo(Reason.FAILED);
	}

	private static void resetFirst(ServerSocket server) {
		try (Socket connection = server.accept()) {
			connection.setSoLinger(true, 0);
			connection.getInputStream().readNBytes(100_000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void assertTimesOut(Supplier<LogfireException> failure) {
		long start = System.nanoTime();
		assertThat(failure.get().reason()).isEqualTo(Reason.TIMED_OUT);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
	}

	private void enqueue(Consumer<MockResponse.Builder> response) {
		MockResponse.Builder builder = new MockResponse.Builder();
		response.accept(builder);
		this.server.enqueue(builder.build());
	}

	private LogfireException failure() {
		return discreet(() -> TestLogfire.client(this.server)
			.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory()));
	}

	private LogfireException streamFailure() {
		return discreet(() -> TestLogfire.client(this.server)
			.stream(TestLogfire.query(), (row) -> row.skipChildren(), TestLogfire.deadline(), TestLogfire.memory(),
					() -> {
					}));
	}

	private LogfireException discreet(ThrowingCallable call) {
		LogfireException failure = catchThrowableOfType(LogfireException.class, call);
		assertThat(failure).isNotNull();
		assertThat(failure).hasNoCause();
		assertThat(failure).hasMessageNotContainingAny(SECRET, TestLogfire.TOKEN, "localhost", "127.0.0.1", "SELECT");
		return failure;
	}

}
