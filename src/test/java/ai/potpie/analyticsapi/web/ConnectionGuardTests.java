package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that open connections and then let the service wait, against a process with
 * little memory.
 */
class ConnectionGuardTests {

	private static final String BEGUN = "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ";

	private static final String WHOLE = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

	@TempDir
	private Path directory;

	@Test
	void twoThousandSlowHeadersDelayNoOtherClient() throws Exception {
		try (ServiceProcess service = start();
				ManyConnections few = new ManyConnections("127.0.0.1", service.port());
				ManyConnections many = new ManyConnections("127.0.0.1", service.port())) {
			long idle = service.liveBytes();
			few.open(150, BEGUN);
			Thread.sleep(500);
			long each = (service.liveBytes() - idle) / few.stillOpen();
			many.open(2000, BEGUN);
			long begin = System.nanoTime();
			long slowest = 0;
			int most = 0;
			while (many.stillOpen() > 0 && seconds(begin) < 20) {
				most = Math.max(most, many.stillOpen());
				few.say("x");
				many.say("x");
				slowest = Math.max(slowest, millisOfAGoodClient(service));
				Thread.sleep(1000);
			}
			System.out.printf(
					"2,000 dripping headers and -Xmx128m: %d bytes each, %d of them at once, none after %.1f s; a good client waits %d ms at most%n",
					each, most, seconds(begin), slowest);
			assertThat(each).isBetween(20_000L, 110_000L);
			assertThat(most).isLessThanOrEqualTo(200);
			assertThat(many.stillOpen()).isZero();
			assertThat(few.stillOpen()).isZero();
			assertThat(seconds(begin)).isLessThan(14);
			assertThat(slowest).isLessThan(1000);
			assertThat(service.log()).contains("200 headers that have come in part").doesNotContain("OutOfMemory");
		}
	}

	@Test
	void fourHundredSlowBodiesHoldNoThread() throws Exception {
		try (ServiceProcess service = start();
				ManyConnections many = new ManyConnections("127.0.0.1", service.port())) {
			many.open(400, "GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nx");
			assertThat(millisOfAGoodClient(service)).isLessThan(1000);
			await().atMost(Duration.ofSeconds(10)).until(() -> many.stillOpen() == 0);
		}
	}

	@Test
	void oneAddressDoesNotKeepOthersOut() throws Exception {
		try (ServiceProcess service = start("--server.tomcat.max-connections=100", "--analytics.max-partial-headers=40",
				"--analytics.header-timeout=5s");
				ManyConnections greedy = new ManyConnections("127.0.0.1", service.port());
				ManyConnections modest = new ManyConnections("127.0.0.2", service.port());
				ManyConnections slow = new ManyConnections("127.0.0.3", service.port())) {
			modest.open(5, WHOLE);
			slow.open(5, BEGUN);
			greedy.open(300, WHOLE);
			await().until(() -> greedy.stillOpen() < 100);
			greedy.open(100, "");
			greedy.open(300, BEGUN);
			await().until(() -> greedy.stillOpen() < 100);
			assertThat(millisOfAGoodClient(service)).isLessThan(1000);
			assertThat(modest.stillOpen()).isEqualTo(5);
			assertThat(slow.stillOpen()).isEqualTo(5);
			slow.say("x\r\n\r\n");
			slow.say(WHOLE);
			await().pollDelay(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(9)).until(() -> greedy.stillOpen() < 50);
			assertThat(slow.stillOpen()).as("what has become whole in time").isEqualTo(5);
			modest.say(WHOLE);
			Thread.sleep(500);
			assertThat(modest.stillOpen()).isEqualTo(5);
			assertThat(service.log()).contains("100 connections");
		}
	}

	private ServiceProcess start(String... arguments) throws IOException {
		return ServiceProcess.in(this.directory)
			.heap("128m")
			.with("--analytics.api-tokens=user_123=" + HttpTestBase.TOKEN)
			.with(arguments)
			.start();
	}

	private static long millisOfAGoodClient(ServiceProcess service) {
		long begin = System.nanoTime();
		assertThat(service.probe("/livez")).isEqualTo(200);
		return Duration.ofNanos(System.nanoTime() - begin).toMillis();
	}

	private static double seconds(long begin) {
		return (System.nanoTime() - begin) / 1e9;
	}

}
