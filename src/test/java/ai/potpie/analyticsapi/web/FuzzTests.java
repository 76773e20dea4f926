package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.ScriptedCall;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Ten thousand requests that no client would send. What they were answered with is
 * written to {@code target/fuzz.txt}.
 */
class FuzzTests extends StubbedHttpTestBase {

	private static final int REQUESTS = Integer.getInteger("fuzz.requests", 10_000);

	private static final int CONNECTIONS = 8;

	private static final String OWN = "/api/v1/analytics/user/" + user(1);

	private static final List<String> TARGETS = List.of(OWN, OWN + "?days=7&timezone=Europe/Paris", OWN + "/raw",
			OWN + "/raw?limit=3", OWN + "/usage?group_by=model", OWN + "/compare?to=previous_month", OWN + "/summary",
			OWN + "/runs?sort=cost", OWN + "/conversations", "/api/v1/analytics/user/" + user(2),
			"/api/v1/analytics/user/a%7Cb:c@d+e~f/raw", "/api/v1/analytics/me", "/api/v1/analytics/me/raw",
			"/api/v1/analytics/users", "/livez", "/readyz", "/docs", "/v3/api-docs", "/error", "/nothing");

	private static final Pattern LEAK = Pattern.compile(
			"(?i:<html|<!doctype)|[a-z]Exception|\\bat [a-z]+\\.|java\\.|org\\.apache|springframework|ai\\.potpie|SELECT ");

	private final Map<String, LongAdder> table = new ConcurrentSkipListMap<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	@Autowired
	private ServletWebServerApplicationContext context;

	@Test
	void noRequestHarmsTheService(CapturedOutput log) throws Exception {
		fuzz(-1, 200);
		this.table.clear();
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		long start = System.nanoTime();
		ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < CONNECTIONS; i++) {
			long seed = i;
			running.add(clients.submit(() -> fuzz(seed, REQUESTS / CONNECTIONS)));
		}
		for (Future<?> client : running) {
			client.get();
		}
		clients.shutdown();
		assertThat(clients.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
		Files.writeString(Path.of("target", "fuzz.txt"),
				"%d requests in %.1f s: %s%n".formatted(REQUESTS, (System.nanoTime() - start) / 1e9, this.table));
		assertThat(this.failures).isEmpty();
		assertThat(log.toString().lines().filter((line) -> !line.contains("ReadTokenCheck")))
			.noneMatch((line) -> line.contains(" ERROR ") || line.contains(" WARN "));
		servesAsBefore();
		await().atMost(Duration.ofSeconds(20)).until(() -> connections() <= 1);
		assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 30);
	}

	private void servesAsBefore() {
		for (int i = 0; i < 20; i++) {
			long start = System.nanoTime();
			RawAnswer answer = get(OWN, bearer(token(1)));
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).contains(ScriptedCall.markerOf(user(1)));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		}
	}

	private long connections() {
		TomcatWebServer server = (TomcatWebServer) this.context.getWebServer();
		return ((AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler()).getConnectionCount();
	}

	private void fuzz(long seed, int requests) {
		Fuzzer fuzzer = new Fuzzer(seed, bearer(token(1)), TARGETS);
		for (int i = 0; i < requests; i++) {
			byte[] request = fuzzer.next();
			try {
				check(request, i % 50 == 0 ? sendAndLeave(request) : send(request));
			}
			catch (AssertionError | RuntimeException ex) {
				this.failures.add("Seed %d, request %d: %s\n%s".formatted(seed, i, shown(request), ex));
			}
		}
	}

	private static String shown(byte[] request) {
		return new String(request, 0, Math.min(1_000, request.length), StandardCharsets.ISO_8859_1);
	}

	private void check(byte[] request, byte[] answered) {
		if (answered.length == 0) {
			count("no answer");
			return;
		}
		for (RawAnswer answer : Answers.in(answered)) {
			switch (answer.status()) {
				case Answers.WITHOUT_HEADERS -> {
					count("no headers");
					assertThat(answer.json().has("request_id") || answer.body().contains("UP")).isTrue();
					assertThat(answer.body()).doesNotContainPattern(LEAK);
				}
				case 100 -> count("100");
				default -> {
					count(String.valueOf(answer.status()));
					check(new String(request, StandardCharsets.ISO_8859_1), answer);
				}
			}
		}
	}

	private void check(String request, RawAnswer answer) {
		if (answer.status() >= 500) {
			assertThat(answer.status()).as(answer.body()).isEqualTo(501);
			assertThat(request).containsPattern("(?i)CONNECT|Transfer-Encoding");
		}
		assertThat(answer.headers("X-Request-Id")).hasSize(1);
		assertThat(answer.headers()).doesNotContainKeys("server", "x-canary", "set-cookie");
		assertThat(answer.headers() + answer.body()).doesNotContain("evil.example.com").doesNotContainPattern(LEAK);
		if (answer.status() >= 400 && !answer.body().isEmpty()) {
			answer.isProblem(answer.status());
		}
	}

	private void count(String what) {
		this.table.computeIfAbsent(what, (key) -> new LongAdder()).increment();
	}

	/** Says that nothing more will come, so that nobody waits for the rest. */
	private byte[] send(byte[] request) {
		try (RawConnection connection = new RawConnection(this.port)) {
			Socket socket = connection.socket();
			try {
				connection.send(request);
				socket.shutdownOutput();
			}
			catch (IOException ex) {
				// It may refuse before it has read all: what it said is there to be read
			}
			return connection.readRest();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Resets the connection at once. */
	private byte[] sendAndLeave(byte[] request) {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.socket().setSoLinger(true, 0);
			connection.send(request);
		}
		catch (IOException ex) {
			// It was quicker
		}
		return new byte[0];
	}

}
