package ai.potpie.analyticsapi.analytics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.RawConnection;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Files on their way: of a Logfire that never ends, or breaks off, and to clients that
 * are slow or leave.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0", "logfire.max-tries=1",
				"logfire.read-token=pylf_v1_us_test", "analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN })
@ExtendWith(OutputCaptureExtension.class)
class StreamedFileTests {

	private static final Pattern LIMIT = Pattern.compile("\"limit\":([0-9]+)");

	/** So that a page is larger than all buffers on its way, packed or not. */
	private static final int NOISE = 1_500;

	private static HttpServer logfire;

	private static final AtomicInteger pages = new AtomicInteger();

	private static final AtomicInteger rowsSent = new AtomicInteger();

	private static final AtomicBoolean cutOff = new AtomicBoolean();

	/** How many pages are whole; the one after breaks off. */
	private static volatile int wholePages = Integer.MAX_VALUE;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void logfireAddress(DynamicPropertyRegistry properties) {
		properties.add("logfire.base-url", () -> "http://localhost:" + logfire.getAddress().getPort());
	}

	@BeforeAll
	static void start() throws IOException {
		logfire = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		logfire.setExecutor(Executors.newCachedThreadPool());
		logfire.createContext("/v2/query", StreamedFileTests::answer);
		logfire.start();
	}

	@AfterAll
	static void stop() {
		logfire.stop(0);
	}

	@BeforeEach
	void reset() {
		pages.set(0);
		rowsSent.set(0);
		cutOff.set(false);
		wholePages = Integer.MAX_VALUE;
	}

	@ParameterizedTest
	@ValueSource(strings = { "csv", "xlsx", "ndjson" })
	void aFileWhoseSecondPageBreaksOffIsVisiblyIncomplete(String format, CapturedOutput log) throws IOException {
		wholePages = 1;
		try (RawConnection connection = ask(format, 20_000)) {
			String answer = new String(connection.readRest(), StandardCharsets.ISO_8859_1);
			assertThat(answer).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n").hasSizeGreaterThan(50_000);
		}
		assertThat(pages).hasValue(2);
		assertThat(log).contains("Answer cut half-way, Logfire failed").doesNotContain(" ERROR ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "csv", "xlsx", "ndjson" })
	void aFileThatFailsBeforeItsFirstByteIsAProblem(String format) throws IOException {
		wholePages = -1;
		try (RawConnection connection = ask(format, 5_000, "Connection: close")) {
			String answer = new String(connection.readRest(), StandardCharsets.ISO_8859_1);
			assertThat(answer).startsWith("HTTP/1.1 502")
				.contains("application/problem+json")
				.doesNotContain("Content-Disposition", "X-Truncated");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "csv", "xlsx", "ndjson" })
	void aClientThatLeavesEndsTheCallOfLogfire(String format, CapturedOutput log) throws IOException {
		try (RawConnection connection = ask(format, 100_000)) {
			connection.read(50_000);
		}
		await().atMost(Duration.ofSeconds(30)).untilTrue(cutOff);
		assertThat(pages.get()).isLessThan(11);
		assertThat(log).doesNotContain(" ERROR ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "csv", "xlsx", "ndjson" })
	void aSlowReaderHoldsBackLogfireAndGetsTheWholeFile(String format) throws Exception {
		try (RawConnection connection = ask(format, 30_000)) {
			byte[] begin = connection.read(20_000);
			int sent;
			do {
				sent = rowsSent.get();
				Thread.sleep(500);
			}
			while (rowsSent.get() > sent);
			assertThat(sent).isBetween(1, 29_000);
			assertThat(begin.length + readToTheEnd(connection)).isGreaterThan(300_000);
		}
		assertThat(pages).hasValue(4);
	}

	@Test
	void theFirstByteComesBeforeTheLastRow() throws IOException {
		for (String format : new String[] { "csv", "xlsx", "ndjson" }) {
			reset();
			try (RawConnection connection = ask(format, 100_000)) {
				assertThat(connection.read(8_000)).hasSize(8_000);
				assertThat(pages.get()).isLessThan(9);
			}
			await().atMost(Duration.ofSeconds(30)).untilTrue(cutOff);
		}
	}

	private static String noise(Random random) {
		byte[] bytes = new byte[NOISE];
		random.nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

	private RawConnection ask(String format, int limit, String... headers) throws IOException {
		RawConnection connection = new RawConnection(this.port, 16_384);
		connection.send(RawConnection.lines(
				"GET /api/v1/analytics/user/u/raw?format=%s&limit=%d HTTP/1.1".formatted(format, limit),
				"Host: localhost", "Authorization: Bearer " + AnalyticsApi.ADMIN_TOKEN) + RawConnection.lines(headers)
				+ RawConnection.lines(""));
		return connection;
	}

	/** As long as chunks come, of which the last is empty. */
	private static int readToTheEnd(RawConnection connection) throws IOException {
		byte[] bytes = new byte[65_536];
		int length = 0;
		String end = "";
		while (!end.endsWith("\r\n0\r\n\r\n")) {
			int count = connection.read(bytes);
			assertThat(count).isPositive();
			length += count;
			end += new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
			end = end.substring(Math.max(0, end.length() - 10));
		}
		return length;
	}

	private static void answer(HttpExchange exchange) throws IOException {
		String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream body = exchange.getResponseBody()) {
			if (question.contains("span_count")) {
				body.write("{\"data\":[{\"span_count\":1000000}]}".getBytes(StandardCharsets.UTF_8));
				return;
			}
			Matcher limit = LIMIT.matcher(question);
			assertThat(limit.find()).isTrue();
			writePage(body, pages.incrementAndGet(), Integer.parseInt(limit.group(1)) - 1);
		}
		catch (IOException ex) {
			cutOff.set(true);
			throw ex;
		}
	}

	/** Spans are random enough that a packed file of them is large too. */
	private static void writePage(OutputStream body, int page, int rows) throws IOException {
		Random random = new Random(page);
		if (wholePages < 0) {
			body.write("{\"type\":\"error\",\"message\":\"no\"}\n".getBytes(StandardCharsets.UTF_8));
			return;
		}
		Instant start = Instant.parse("2026-02-11T09:13:02Z").minusSeconds(page * 100_000L);
		for (int i = 0; i < rows; i++) {
			if (page > wholePages && i == 5_000) {
				body.write("{\"type\":\"error\",\"message\":\"no\"}\n".getBytes(StandardCharsets.UTF_8));
				return;
			}
			body.write(
					"""
							{"type":"data","rows":[{"page_rows":%d,"last_start_timestamp":"%s","last_trace_id":"a","last_span_id":"b",\
							"last_copy_number":1,"trace_id":"%016x","span_id":"%016x","kind":"span","span_name":"n","message":"m",\
							"level":9,"start_timestamp":"%s","end_timestamp":"2026-02-11T09:13:02Z","attributes":{"x":"%016x%016x%s"}}]}
							"""
						.formatted(rows, start, random.nextLong(), random.nextLong(), start, random.nextLong(),
								random.nextLong(), noise(random))
						.getBytes(StandardCharsets.UTF_8));
			rowsSent.incrementAndGet();
		}
		body.write("{\"type\":\"end\",\"row_count\":%d}\n".formatted(rows).getBytes(StandardCharsets.UTF_8));
	}

}
