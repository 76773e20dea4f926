package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.TestTicker;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A plan that allows 4 calls a second, and a question that may take 2 s, of which 1.6 s
 * may be spent on waiting for its turn.
 */
@FaultTest
@TestPropertySource(properties = { "analytics.timeout=2s", "logfire.rate-limit=4/1s", "logfire.max-tries=1",
		"analytics.cache.refresh-pause=1ms" })
class CallBudgetTests {

	private static final Duration STALE = Duration.ofMinutes(2);

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
	void restUntilAllIsLeft(@LocalServerPort int port) {
		this.client = Client.of(port);
		this.clock.moveTo(Duration.ZERO);
		this.logfire.replies(LogfireReplies.answer());
		Await.until(() -> this.client.ask("warm_up").status() == 200);
		Await.until(() -> left() == 4);
	}

	@Test
	void coldQuestionsWaitForTheirTurnAsLongAsItComesInTime() {
		long begin = System.nanoTime();
		List<Received> all = ask("many", 60);
		double seconds = (System.nanoTime() - begin) / 1e9;
		List<Received> answered = all.stream().filter((received) -> received.status() == 200).toList();
		List<Received> refused = all.stream().filter((received) -> received.status() != 200).toList();
		// 4 at once, and 4 a second for 1.6 s or as long as new ones come
		assertThat(answered).hasSizeBetween(10, (int) (5 + 4 * seconds));
		assertThat(answered).allSatisfy((received) -> assertThat(received.took()).isLessThan(Duration.ofSeconds(5)));
		assertThat(refused).isNotEmpty()
			.allMatch((received) -> List.of("1", "2").contains(received.header("Retry-After")))
			.allSatisfy((received) -> received.isProblem(503, received.header("Retry-After")))
			.anySatisfy((received) -> assertThat(received.took()).isLessThan(Duration.ofSeconds(1)));
		assertThat(calls("many")).isEqualTo(answered.size());
		FaultTable.add("call budget used up", FaultTable.cell(refused.get(0), 0), "", "", "");
	}

	@Test
	void renewalsTakeNoTurnFromThoseWhoWait() {
		Received original = this.client.ask("stored").isNew();
		Await.until(() -> left() == 4);
		this.clock.moveTo(STALE);
		Thread others = new Thread(() -> ask("waiting", 9));
		others.start();
		Await.until(() -> left() < -2);
		Received stale = this.client.ask("stored").isStale(original, STALE, Duration.ofMinutes(1));
		assertThat(stale.took()).isLessThan(Duration.ofSeconds(1));
		Await.until(() -> calls("waiting") == 9);
		assertThat(this.logfire.calls("stored")).isEqualTo(1);
		Await.until(() -> left() >= 1);
		Await.until(() -> {
			this.client.ask("stored");
			return this.logfire.calls("stored") == 2;
		});
		assertThat(this.client.ask("stored").status()).isEqualTo(200);
	}

	@Test
	void whoeverWaitsForATurnRespectsAPauseThatBeginsMeanwhile() throws InterruptedException {
		this.logfire.replies((call) -> call.user().equals("first") ? LogfireReplies.status(429, "Retry-After: 3\r\n")
				: LogfireReplies.answer());
		ask("full", 4);
		Thread first = new Thread(() -> this.client.ask("first"));
		Thread others = new Thread(() -> ask("later", 6));
		first.start();
		Await.until(() -> left() < 0 || calls("first") == 1);
		others.start();
		first.join();
		others.join();
		long paused = this.logfire.served()
			.stream()
			.filter((served) -> served.call().user().equals("first"))
			.findFirst()
			.orElseThrow()
			.end();
		assertThat(this.logfire.served()).filteredOn((served) -> served.call().user().startsWith("later"))
			.allMatch((served) -> served.call().begin() - paused < 1_000_000_000L);
		assertThat(calls("later")).isLessThan(4);
		this.ticker.goOn(Duration.ofSeconds(3));
		this.client.ask("afterwards").isNew();
	}

	private List<Received> ask(String prefix, int users) {
		return Parallel.ask(this.client, IntStream.range(0, users).mapToObj((i) -> prefix + "_" + i).toList());
	}

	private long calls(String prefix) {
		return this.logfire.served().stream().filter((served) -> served.call().user().startsWith(prefix)).count();
	}

	private double left() {
		return this.metrics.get("logfire.budget.remaining").gauge().value();
	}

}
