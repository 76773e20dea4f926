package ai.potpie.analyticsapi.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
		await().atMost(Duration.ofSeconds(75)).until(() -> streams() == 0);
		run();
		hide(false);
		awaitRuns();
		await().atMost(Duration.ofSeconds(70)).until(() -> streams() == 1);
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
