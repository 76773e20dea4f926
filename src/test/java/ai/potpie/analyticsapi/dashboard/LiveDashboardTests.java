package ai.potpie.analyticsapi.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.Replica;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of a service that pushes answers.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LiveDashboardTests {

	private static final String READ_TOKEN = "pylf_v1_us_test";

	private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "o3", "in-house");

	/** The history is read every 15 seconds while somebody watches. */
	private static final int UPDATES_OF_AN_HOUR = 60 * 60 / 15;

	private static final int AT_ONCE = 24;

	private static final long MB = 1_000_000;

	/** Timers of the page that wait for half a minute or more do so ten times as fast. */
	private static final String SHORT_MINUTES = """
			const inRealTime = self.setTimeout;
			self.setTimeout = (then, pause, ...more) =>
			    inRealTime(then, pause >= 30_000 ? pause / 10 : pause, ...more);""";

	/** Remembers the socket that the page opens, and each answer that it got. */
	private static final String LISTENER = """
			self.WebSocket = class extends WebSocket {
			    constructor(...parameters) {
			        super(...parameters);
			        self.opened = { socket: this, answers: {} };
			        this.addEventListener("message", ({ data }) => {
			            const message = JSON.parse(data);
			            if (message.type === "snapshot") {
			                self.opened.answers[message.id] = message;
			            }
			        });
			    }
			};""";

	/**
	 * Hands the page its answers again, each time with other numbers, and lets it draw.
	 * What the service itself pushes meanwhile is left out.
	 */
	private static final String UPDATES = """
			const [first, count, done] = arguments;
			const { socket, answers } = self.opened;
			const receive = (self.opened.receive ??= socket.onmessage);
			socket.onmessage = null;
			const other = (update) => (name, value) =>
			    typeof value === "number" && /cost|runs|calls|tokens|count|p50|p95/.test(name) ? update : value;
			const drawn = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
			(async () => {
			    for (let update = first; update < first + count; update++) {
			        for (const message of Object.values(answers)) {
			            const text = JSON.stringify({ ...message, etag: `"${update}"` });
			            receive({ data: JSON.stringify(JSON.parse(text, other(update))) });
			        }
			        await drawn();
			    }
			    done();
			})();""";

	private static final String RUNS = ".card[data-field=total_agent_runs] .card-value data";

	private final LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));

	private Replica service;

	private PageBrowser browser;

	private int runs;

	@BeforeAll
	void start() {
		this.service = Replica.start("--logfire.base-url=" + this.logfire.baseUrl(),
				"--logfire.read-token=" + READ_TOKEN, "--logfire.retention-days=90", "--analytics.rate-limit=0",
				"--analytics.history.url=jdbc:duckdb:", "--analytics.history.interval=1s",
				"--analytics.history.share=1", "--analytics.drain-period=0s",
				"--analytics.api-tokens=user_123=" + AnalyticsApi.USER_TOKEN);
		this.browser = new PageBrowser(this.service.port());
		this.browser.zone("UTC");
		run();
	}

	@AfterAll
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
		this.service.stop();
		this.logfire.close();
	}

	@Test
	void numbersChangeWithoutBeingAskedForAndNotWhileThePageIsHidden() {
		this.browser.before(SHORT_MINUTES);
		this.browser.open("/dashboard/");
		this.browser.signIn(AnalyticsApi.USER_TOKEN);
		this.browser.settle();
		await().until(() -> streams() == 1);
		awaitRuns();
		this.browser.forgetRequests();
		for (int i = 0; i < 3; i++) {
			run();
			awaitRuns();
		}
		assertThat(this.browser.requests()).filteredOn((url) -> url.contains("/me/compare")).isEmpty();
		hide(true);
		await().atMost(Duration.ofSeconds(20)).until(() -> streams() == 0);
		run();
		hide(false);
		awaitRuns();
		await().atMost(Duration.ofSeconds(20)).until(() -> streams() == 1);
	}

	@Test
	void theLastYearIsWhatTheApiAnswers() {
		this.browser.size(1440, 3000);
		this.browser.open("/dashboard/");
		this.browser.signIn(AnalyticsApi.USER_TOKEN);
		this.browser.find("#history tbody tr");
		JsonNode buckets = JsonMapper.shared()
			.readTree(this.service.as(AnalyticsApi.USER_TOKEN)
				.get("/api/v1/analytics/me/history?cost=estimated&timezone=UTC")
				.body())
			.get("buckets");
		JsonNode shown = this.browser.json("""
				[...document.querySelectorAll("#history tbody tr")].map((row) =>
				    [row.querySelector("data")?.value ?? null, row.lastElementChild.textContent])""");
		assertThat(shown).hasSize(buckets.size());
		for (int i = 0; i < shown.size(); i++) {
			boolean isMissing = buckets.get(i).get("state").asString().equals("missing");
			assertThat(shown.get(i).get(0).isNull()).isEqualTo(isMissing);
			assertThat(shown.get(i).get(1).asString().equals("no data")).isEqualTo(isMissing);
			if (!isMissing) {
				assertThat(shown.get(i).get(0).asString()).isEqualTo(buckets.get(i).get("total_cost").asString());
			}
		}
		assertThat(this.browser.barriers()).isEmpty();
	}

	@Test
	void anHourOfUpdatesLeavesNothingBehind() {
		callsOf30Days();
		this.browser.before(LISTENER);
		this.browser.size(1440, 4000);
		this.browser.open("/dashboard/");
		this.browser.signIn(AnalyticsApi.USER_TOKEN);
		this.browser.find("#history tbody tr");
		this.browser.settle();
		this.browser.until(() -> this.browser.json("Object.keys(self.opened?.answers ?? {})").size() >= 4);
		update(0, AT_ONCE);
		long before = this.browser.heap();
		for (int done = AT_ONCE; done < AT_ONCE + UPDATES_OF_AN_HOUR; done += AT_ONCE) {
			update(done, AT_ONCE);
		}
		assertThat(this.browser.heap() - before).isLessThan(5 * MB);
		assertThat(this.browser.complaints()).isEmpty();
	}

	private void update(int first, int count) {
		this.browser.runToItsEnd(UPDATES, first, count);
		this.browser.until(() -> Integer.toString(first + count - 1)
			.equals(this.browser.run("return document.querySelector(arguments[0])?.value", RUNS)));
	}

	private void callsOf30Days() {
		Instant now = Instant.now();
		this.logfire.store(IntStream.range(0, 30 * MODELS.size()).mapToObj((i) -> {
			Instant start = now.minus(Duration.ofDays(i / MODELS.size())).minusSeconds(60 + i);
			return SpanRecord.builder("ca11%028x".formatted(i), "ca11%012x".formatted(i), "chat")
				.time(start, start.plusMillis(700 + 13L * i))
				.attributes(Map.of("user_id", "user_123", "gen_ai.request.model", MODELS.get(i % MODELS.size()),
						"gen_ai.usage.input_tokens", 1000 + i, "gen_ai.usage.output_tokens", 100 + i))
				.build();
		}).toList());
	}

	private void run() {
		Instant now = Instant.now();
		this.runs++;
		String trace = "%032x".formatted(this.runs);
		this.logfire.store(List.of(SpanRecord.builder(trace, "%016x".formatted(this.runs), "agent_run_usage")
			.time(now.minusSeconds(1), now)
			.attributes(Map.of("user_id", "user_123", "run_id", trace, "actual_cost", 0.25))
			.build()));
	}

	private void awaitRuns() {
		this.browser.until(() -> Integer.toString(this.runs)
			.equals(this.browser.run("return document.querySelector(arguments[0])?.value", RUNS)));
	}

	/** Chromium has no way to hide a page without a window. */
	private void hide(boolean hidden) {
		this.browser.run("""
				Object.defineProperty(document, "hidden", { configurable: true, value: arguments[0] });
				Object.defineProperty(document, "visibilityState",
				    { configurable: true, value: arguments[0] ? "hidden" : "visible" });
				dispatchEvent(new Event("visibilitychange"));
				""", hidden);
	}

	private double streams() {
		return this.service.context().getBean(MeterRegistry.class).get("analytics.live.streams").gauge().value();
	}

}
