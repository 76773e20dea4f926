package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that read slowly, and those beside them.
 */
class SlowClientTests {

	private static final String RAW = "/raw?limit=1000";

	private static final Duration STALL = Duration.ofSeconds(2);

	/** Between 30 KB and the next: 150 KB a second. */
	private static final Duration PAUSE = Duration.ofMillis(200);

	/**
	 * Of the one who reads to the end, which takes several times as long as a stall may.
	 */
	private static final Duration SHORT_PAUSE = Duration.ofMillis(80);

	/** 4.5 megabytes, more than what all buffers on the way to a client hold. */
	private final ScriptedLogfire logfire = ScriptedLogfire.replying(LogfireReplies.answer(1000, 4_500));

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private final List<SlowReader> readers = new ArrayList<>();

	private volatile boolean done;

	@TempDir
	private Path directory;

	@AfterEach
	void stop() throws IOException {
		this.done = true;
		for (SlowReader reader : this.readers) {
			reader.close();
		}
		this.clients.shutdownNow();
		this.logfire.close();
	}

	@Test
	void aHundredSlowDownloadsOfOneUserDoNotDelayOthers() throws Exception {
		try (ServiceProcess service = start("--analytics.max-streams=10")) {
			List<SlowReader> served = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				SlowReader reader = read(service, "user_123", HttpTestBase.TOKEN);
				if (reader.read().startsWith("HTTP/1.1 200 ")) {
					served.add(reader);
					this.clients.submit(() -> reader.readSteadily(PAUSE, () -> !this.done));
				}
				else {
					assertThat(reader.read()).startsWith("HTTP/1.1 429 ")
						.contains("\r\nRetry-After: 5\r\n", "8 streamed");
				}
			}
			assertThat(served).hasSize(8);
			SlowReader steady = read(service, "user_456", HttpTestBase.OTHERS);
			long begin = System.nanoTime();
			Future<?> reading = this.clients.submit(() -> steady.readSteadily(SHORT_PAUSE, () -> true));
			SlowReader stalled = read(service, "user_456", HttpTestBase.OTHERS);
			assertThat(stalled.read()).startsWith("HTTP/1.1 200 ");
			assertThat(read(service, "user_456", HttpTestBase.OTHERS).read()).startsWith("HTTP/1.1 503 ")
				.contains("\r\nRetry-After: 5\r\n");
			long slowest = slowestOfTwentyColdAnswers(service);
			await().atMost(STALL.plusSeconds(4))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> read(service, "user_456", HttpTestBase.OTHERS).read().startsWith("HTTP/1.1 200 "));
			double cut = seconds(begin);
			assertThat(stalled.readRest()).doesNotEndWith("0\r\n\r\n");
			reading.get(60, TimeUnit.SECONDS);
			System.out.printf(
					"100 slow downloads: %d served, %d refused; another user's cold answers take %d ms at most; a steady reader has 4.5 MB after %.1f s, one that stalls is cut after %.1f s%n",
					served.size(), 100 - served.size(), slowest, seconds(begin), cut);
			assertThat(steady.read()).endsWith("0\r\n\r\n").hasSizeGreaterThan(4_500_000);
			assertThat(seconds(begin)).as("longer than a stall may be").isGreaterThan(3 * STALL.toSeconds());
			assertThat(slowest).isLessThan(1000);
		}
	}

	private SlowReader read(ServiceProcess service, String user, String token) throws IOException {
		SlowReader reader = new SlowReader(service.port(), request("/user/" + user + RAW, token));
		this.readers.add(reader);
		return reader;
	}

	private static long slowestOfTwentyColdAnswers(ServiceProcess service) throws IOException {
		long slowest = 0;
		for (int days = 1; days <= 20; days++) {
			long begin = System.nanoTime();
			try (RawConnection connection = new RawConnection(service.port())) {
				RawAnswer answer = connection.get("/api/v1/analytics/user/user_456?days=" + days,
						HttpTestBase.bearer(HttpTestBase.OTHERS));
				assertThat(answer.status()).isEqualTo(200);
			}
			slowest = Math.max(slowest, Duration.ofNanos(System.nanoTime() - begin).toMillis());
		}
		return slowest;
	}

	private static String request(String path, String token) {
		return "GET /api/v1/analytics" + path + " HTTP/1.1\r\nHost: localhost\r\n" + HttpTestBase.bearer(token)
				+ "\r\nConnection: close\r\n\r\n";
	}

	private ServiceProcess start(String... arguments) throws IOException {
		return ServiceProcess.in(this.directory)
			.logfire(this.logfire.url())
			.with("--analytics.stall-timeout=" + STALL.toSeconds() + "s",
					"--analytics.api-tokens=user_123=%s,user_456=%s".formatted(HttpTestBase.TOKEN, HttpTestBase.OTHERS))
			.with(arguments)
			.start();
	}

	private static double seconds(long begin) {
		return (System.nanoTime() - begin) / 1e9;
	}

}
