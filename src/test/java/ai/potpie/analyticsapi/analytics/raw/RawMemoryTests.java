package ai.potpie.analyticsapi.analytics.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spans that are larger than the heap together pass through a service of its own process.
 */
class RawMemoryTests {

	private static final int SPANS = 1000;

	private static final int SPAN_SIZE = 200_000;

	@TempDir
	private Path directory;

	@Test
	void aThousandSpansOf200KilobytesPassThroughASmallHeap() throws Exception {
		HttpServer logfire = hugeLogfire();
		int port = freePort();
		Process service = start(port, logfire.getAddress().getPort());
		try {
			await().atMost(Duration.ofMinutes(1)).until(() -> isReady(port));
			assertThat(countBytes(port)).isGreaterThan((long) SPANS * SPAN_SIZE);
			assertThat(service.isAlive()).isTrue();
			assertThat(Files.readString(this.directory.resolve("log"))).doesNotContain("OutOfMemoryError", " ERROR ");
		}
		finally {
			service.destroy();
			logfire.stop(0);
		}
	}

	private Process start(int port, int logfirePort) throws IOException {
		ProcessBuilder service = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				"ai.potpie.analyticsapi.AnalyticsApplication", "--server.port=" + port, "--management.server.port=0",
				"--logfire.base-url=http://localhost:" + logfirePort, "--logfire.read-token=pylf_v1_us_test",
				"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN);
		service.directory(this.directory.toFile());
		service.redirectErrorStream(true).redirectOutput(this.directory.resolve("log").toFile());
		return service.start();
	}

	/** Reads and counts, and fails if the answer breaks off: chunks have an end. */
	private static long countBytes(int port) throws IOException {
		HttpURLConnection connection = connect(port, "/api/v1/analytics/user/u/raw?limit=" + SPANS);
		connection.setRequestProperty("Authorization", "Bearer " + AnalyticsApi.ADMIN_TOKEN);
		try (InputStream body = connection.getInputStream()) {
			return body.transferTo(OutputStream.nullOutputStream());
		}
	}

	private static boolean isReady(int port) {
		try {
			return connect(port, "/readyz").getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static HttpURLConnection connect(int port, String path) throws IOException {
		return (HttpURLConnection) URI.create("http://localhost:" + port + path).toURL().openConnection();
	}

	private static HttpServer hugeLogfire() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		server.createContext("/v2/query", RawMemoryTests::answerHugely);
		server.start();
		return server;
	}

	private static void answerHugely(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.sendResponseHeaders(200, 0);
		byte[] row = """
				{"page_rows":1000,"trace_id":"a","span_id":"b","kind":"span","span_name":"n","message":"m","level":9,\
				"start_timestamp":"2026-02-11T09:13:02Z","end_timestamp":"2026-02-11T09:13:02Z","attributes":{"x":"%s"}}"""
			.formatted("y".repeat(SPAN_SIZE))
			.getBytes(StandardCharsets.UTF_8);
		try (OutputStream body = exchange.getResponseBody()) {
			for (int i = 0; i < SPANS / 10; i++) {
				body.write("{\"type\":\"data\",\"rows\":[".getBytes(StandardCharsets.UTF_8));
				for (int j = 0; j < 10; j++) {
					body.write((j > 0) ? new byte[] { ',' } : new byte[0]);
					body.write(row);
				}
				body.write("]}\n".getBytes(StandardCharsets.UTF_8));
			}
			body.write("{\"type\":\"end\",\"row_count\":%d}\n".formatted(SPANS).getBytes(StandardCharsets.UTF_8));
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
