package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.TestTicker;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each fault of Logfire's, met with no answer stored and with answers of every age:
 * {@code target/fault-table.md} has what came of it. The budget of 25 s is 1.5 s here.
 */
@FaultTest
@TestPropertySource(properties = { "analytics.timeout=1500ms", "logfire.timeout=1200ms", "logfire.retry-delay=10ms",
		"logfire.retry-reserve=1000", "logfire.max-retry-after=500ms", "logfire.breaker-window=1000",
		"logfire.max-questions=30", "analytics.cache.refresh-pause=200ms" })
@ExtendWith(OutputCaptureExtension.class)
class FaultTableTests {

	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	private static final Duration FRESHNESS = Duration.ofMinutes(1);

	private static final Duration STALE = Duration.ofMinutes(2);

	private static final Duration LAST_RESORT = Duration.ofMinutes(30);

	private static final Duration GONE = Duration.ofMinutes(62);

	/** Within a second, and some for a slow machine. */
	private static final Duration SOON = Duration.ofMillis(1500);

	private static final AtomicInteger users = new AtomicInteger();

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private TestClock clock;

	@Autowired
	private TestTicker ticker;

	@Autowired
	private MeterRegistry metrics;

	private Client client;

	@BeforeEach
	void begin(@LocalServerPort int port) {
		this.client = Client.of(port);
		heal();
	}

	@AfterEach
	void heal() {
		this.clock.moveTo(Duration.ZERO);
		this.logfire.replies(LogfireReplies.answer());
	}

	@ParameterizedTest
	@MethodSource("ai.potpie.analyticsapi.fault.FaultCase#all")
	void aFault(FaultCase fault, CapturedOutput log) {
		FaultTable.add(fault.toString(), withNothingStored(fault), stale(fault, STALE), stale(fault, LAST_RESORT),
				gone(fault));
		assertThat(log.getOut().lines().filter((line) -> line.contains("Stored answers are served")))
			.allMatch(
					(line) -> line.contains("ERROR") == List.of("400", "401", "403", "422").contains(fault.toString()))
			.hasSizeGreaterThanOrEqualTo(fault.isOurs() ? 1 : 0);
		assertThat(log).doesNotContain(LogfireReplies.POISON, "Request failed", "could not be renewed");
	}

	@Test
	void refusedConnections() {
		String cold = user();
		String stored = user();
		Received original = this.client.ask(stored).isNew();
		this.logfire.refuse();
		Received without = this.client.ask(cold).isProblem(502, "5");
		this.clock.moveTo(STALE);
		Received stale = this.client.ask(stored).isStale(original, STALE, FRESHNESS);
		Received raw = this.client.ask(cold + "/raw").isProblem(502, "5");
		this.logfire.accept();
		assertThat(List.of(without.took(), stale.took(), raw.took())).allMatch((took) -> took.compareTo(SOON) < 0);
		this.client.ask(cold).isNew();
		FaultTable.add("connection refused", FaultTable.cell(without, 0), FaultTable.cell(stale, 0), "", "");
	}

	@Test
	void connectionsThatLogfireHasClosedAreNotTried() {
		CountDownLatch gate = new CountDownLatch(1);
		this.logfire.replies(LogfireReplies.heldBy(gate));
		int calls = this.logfire.calls();
		ExecutorService others = Executors.newCachedThreadPool();
		IntStream.range(0, 20).forEach((i) -> others.execute(() -> this.client.ask(user())));
		Await.until(() -> this.logfire.calls() == calls + 20);
		gate.countDown();
		others.shutdown();
		Await.until(others::isTerminated);
		this.logfire.refuse();
		this.logfire.accept();
		this.client.ask(user()).isNew();
	}

	@Test
	void aRefusedTokenIsSeenInTheMetrics() {
		this.logfire.replies(LogfireReplies.status(401));
		this.client.ask(user()).isProblem(502, null);
		assertThat(this.metrics.get("logfire.auth.ok").gauge().value()).isZero();
		this.logfire.replies(LogfireReplies.answer());
		this.client.ask(user()).isNew();
		assertThat(this.metrics.get("logfire.auth.ok").gauge().value()).isOne();
	}

	@Test
	void tooManyRequestsArePaused() {
		String stored = user();
		Received original = this.client.ask(stored).isNew();
		this.clock.moveTo(STALE);
		this.logfire.replies(LogfireReplies.status(429, "Retry-After: 2\r\n"));
		long pauseBegins = System.nanoTime();
		Received first = this.client.ask(user()).isProblem(503, "2");
		int calls = this.logfire.calls();
		this.logfire.replies(LogfireReplies.answer());
		Received cold = this.client.ask(user());
		assertThat(cold.status()).isEqualTo(503);
		assertThat(cold.header("Retry-After")).isIn("1", "2");
		assertThat(this.client.ask(user() + "/raw").status()).isEqualTo(503);
		Received stale = this.client.ask(stored).isStale(original, STALE, FRESHNESS);
		this.clock.moveTo(LAST_RESORT);
		Received old = this.client.ask(stored).isStale(original, LAST_RESORT, FRESHNESS);
		this.clock.moveTo(GONE);
		Received gone = this.client.ask(stored);
		assertThat(gone.status()).isEqualTo(503);
		assertThat(this.logfire.calls()).isEqualTo(calls);
		assertThat(System.nanoTime() - pauseBegins).as("all that took less than the pause").isLessThan(2_000_000_000L);
		FaultTable.add("429, Retry-After: 2", FaultTable.cell(first, 1), FaultTable.cell(stale, 0),
				FaultTable.cell(old, 0), FaultTable.cell(gone, 0));
		this.ticker.goOn(Duration.ofSeconds(2));
		this.client.ask(stored).isNew();
	}

	@Test
	void aFullGate() {
		String stored = user();
		Received original = this.client.ask(stored).isNew();
		CountDownLatch gate = new CountDownLatch(1);
		this.logfire.replies(LogfireReplies.heldBy(gate));
		ExecutorService others = Executors.newCachedThreadPool();
		int calls = this.logfire.calls();
		IntStream.range(0, 30).forEach((i) -> others.execute(() -> this.client.ask(user())));
		Await.until(() -> this.logfire.calls() == calls + 30);
		Received cold = this.client.ask(user()).isProblem(503, "1");
		this.client.ask(user() + "/raw").isProblem(503, "1");
		Received hit = this.client.ask(stored);
		assertThat(hit.cacheStatus()).isEqualTo("hit; ttl=60");
		this.clock.moveTo(STALE);
		Received stale = this.client.ask(stored).isStale(original, STALE, FRESHNESS);
		this.clock.moveTo(LAST_RESORT);
		Received old = this.client.ask(stored).isStale(original, LAST_RESORT, FRESHNESS);
		gate.countDown();
		others.shutdown();
		Await.until(others::isTerminated);
		assertThat(List.of(cold.took(), hit.took(), stale.took(), old.took()))
			.allMatch((took) -> took.compareTo(SOON) < 0);
		assertThat(this.logfire.calls()).isEqualTo(calls + 30);
		FaultTable.add("gate full", FaultTable.cell(cold, 0), FaultTable.cell(stale, 0), FaultTable.cell(old, 0), "");
	}

	@ParameterizedTest
	@MethodSource
	void aStreamThatIsNotWhole(LogfireReply reply) {
		String user = user();
		this.logfire.replies(reply);
		Received problem = this.client.ask(user + "/raw").isProblem(502, "5");
		FaultTable.add("/raw: " + reply, FaultTable.cell(problem, this.logfire.calls(user)), "", "", "");
		this.logfire.replies(LogfireReplies.answer());
		assertThat(this.client.ask(user + "/raw").text()).contains("<" + user);
	}

	static List<LogfireReply> aStreamThatIsNotWhole() {
		return List.of(LogfireReplies.streamThatFails(), LogfireReplies.streamWithoutEnd(),
				LogfireReplies.streamThatMiscounts());
	}

	private String withNothingStored(FaultCase fault) {
		String user = user();
		this.logfire.replies(fault.reply());
		Received problem = this.client.ask(user).isProblem(fault.status(), fault.retryAfter());
		int calls = this.logfire.calls(user);
		assertThat(calls).isBetween(fault.minCalls(), fault.maxCalls());
		assertThat(problem.took()).isLessThan(fault.patience(TIMEOUT));
		this.logfire.replies(LogfireReplies.answer());
		assertThat(this.client.ask(user).isNew().text()).as("nothing bad is kept").contains("<" + user);
		assertThat(this.logfire.calls(user)).isEqualTo(calls + 1);
		return FaultTable.cell(problem, calls);
	}

	private String stale(FaultCase fault, Duration age) {
		String user = user();
		this.clock.moveTo(Duration.ZERO);
		this.logfire.replies(LogfireReplies.answer());
		Received original = this.client.ask(user).isNew();
		this.logfire.replies(fault.reply());
		this.clock.moveTo(age);
		Received stale = this.client.ask(user).isStale(original, age, FRESHNESS);
		assertThat(stale.took()).isLessThan(SOON);
		Await.until(() -> this.logfire.calls(user) > fault.minCalls());
		Received again = this.client.ask(user).isStale(original, age, FRESHNESS);
		assertThat(again.took()).isLessThan(SOON);
		return FaultTable.cell(stale, this.logfire.calls(user) - 1);
	}

	private String gone(FaultCase fault) {
		String user = user();
		this.clock.moveTo(Duration.ZERO);
		this.logfire.replies(LogfireReplies.answer());
		this.client.ask(user).isNew();
		this.logfire.replies(fault.reply());
		this.clock.moveTo(GONE);
		Received problem = this.client.ask(user).isProblem(fault.status(), fault.retryAfter());
		this.logfire.replies(LogfireReplies.answer());
		this.client.ask(user).isNew();
		return FaultTable.cell(problem, this.logfire.calls(user) - 2);
	}

	private static String user() {
		return "asked_%03d".formatted(users.incrementAndGet());
	}

}
