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
import java.util.concurrent.atomic.LongAdder;

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
 * What a SIGTERM does to a service in a process of its own, and to its clients.
 */
class SigtermTests {

	private static final int TERMINATED = 128 + 15;

	private static final int CLIENTS = 8;

	private static final String TARGET = "/api/v1/analytics/user/user_123";

	private static final String BEARER = HttpTestBase.bearer(HttpTestBase.TOKEN);

	private static final String STREAM = "GET " + TARGET + "/raw?limit=1000 HTTP/1.1\r\nHost: localhost\r\n" + BEARER
			+ "\r\n\r\n";

	/** 30 megabytes are more than what all buffers on the way to a client hold. */
	private final ScriptedLogfire logfire = ScriptedLogfire.replying(LogfireReplies.answer(1000, 30_000));

	private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

	private final LongAdder answered = new LongAdder();

	private volatile boolean draining;

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.clients.shutdownNow();
		this.logfire.close();
	}

	@Test
	void requestsAreServedAndConnectionsClosedUntilTheEnd() throws Exception {
		try (ServiceProcess service = start()) {
			List<Future<List<String>>> asking = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				asking.add(this.clients.submit(() -> ask(service.port())));
			}
			await().until(() -> this.answered.sum() > 10 * CLIENTS);
			service.terminate();
			await().atMost(Duration.ofSeconds(2)).until(() -> service.probe("/readyz") == 503);
			this.draining = true;
			List<String> answers = new ArrayList<>();
			for (Future<List<String>> client : asking) {
				answers.addAll(client.get(30, TimeUnit.SECONDS));
			}
			assertThat(answers).hasSize(10 * CLIENTS).containsOnly("200 close");
			assertThat(service.exitValue()).isEqualTo(TERMINATED);
			assertThat(service.log()).doesNotContain(" ERROR ");
		}
	}

	@Test
	void readinessFailsAtOnceAndStreamsAreCutInTheEnd() throws Exception {
		try (ServiceProcess service = start(); SlowReader early = new SlowReader(service.port(), STREAM)) {
			long start = System.nanoTime();
			service.terminate();
			await().atMost(Duration.ofSeconds(2)).until(() -> service.probe("/readyz") == 503);
			assertThat(service.manage("/actuator/health/readiness")).isEqualTo(503);
			assertThat(service.probe("/livez")).isEqualTo(200);
			try (SlowReader late = new SlowReader(service.port(), STREAM)) {
				assertThat(late.read()).contains("\r\nConnection: close\r\n", "\r\nTransfer-Encoding: chunked\r\n");
				Future<?> reading = this.clients.submit(() -> late.readSlowlyWhile(service::isAlive));
				early.readSlowlyWhile(service::isAlive);
				assertThat(service.exitValue()).isEqualTo(TERMINATED);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(10),
						Duration.ofSeconds(25));
				reading.get(10, TimeUnit.SECONDS);
				assertThat(early.readRest()).doesNotEndWith("0\r\n\r\n");
				assertThat(late.readRest()).doesNotEndWith("0\r\n\r\n");
			}
			assertThat(service.log()).doesNotContain(" ERROR ");
		}
	}

	private ServiceProcess start() throws IOException {
		return ServiceProcess.in(this.directory)
			.logfire(this.logfire.url())
			.with("--analytics.rate-limit=0", "--analytics.drain-period=5s",
					"--analytics.api-tokens=user_123=" + HttpTestBase.TOKEN)
			.start();
	}

	/**
	 * Asks on one connection until the drain, and then ten times more, on new ones if
	 * told so, all within the drain's first seconds.
	 * @return what the ten got
	 */
	private List<String> ask(int port) throws Exception {
		List<String> last = new ArrayList<>();
		try (RawConnection connection = new RawConnection(port)) {
			while (!this.draining) {
				assertThat(connection.get(TARGET, BEARER).status()).isEqualTo(200);
				this.answered.increment();
			}
			// Readiness comes first, and Connection: close a moment later
			Thread.sleep(500);
			for (int i = 0; i < 10; i++) {
				Thread.sleep(100);
				last.add(outcome(connection));
			}
		}
		return last;
	}

	private static String outcome(RawConnection connection) throws IOException {
		try {
			RawAnswer answer = connection.get(TARGET, BEARER);
			return answer.status() + " " + answer.header("Connection");
		}
		catch (IOException ex) {
			connection.close();
			return "lost";
		}
	}

}
