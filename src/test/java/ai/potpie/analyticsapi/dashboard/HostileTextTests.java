package ai.potpie.analyticsapi.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Anybody can write anything into a span, and the page shows it as text. Answers are not
 * stored: a service of its own has these spans, and none of the demo's.
 */
@DashboardTest
@TestPropertySource(properties = "analytics.cache.size=0")
@TestInstance(Lifecycle.PER_CLASS)
class HostileTextTests {

	private static final String MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>";

	private static final String RIGHT_TO_LEFT = "\u202egnp.exe \u05e9\u05dc\u05d5\u05dd";

	private static final String LONG = "x".repeat(10_000);

	private PageBrowser browser;

	@BeforeAll
	void start(@LocalServerPort int port, @Autowired LocalLogfire logfire) {
		this.browser = new PageBrowser(port);
		Instant then = ApiTest.NOW.minus(Duration.ofHours(2));
		logfire.store(List.of(run(1).time(then, Duration.ofSeconds(1))
			.exception("E" + MARKUP, MARKUP + RIGHT_TO_LEFT + LONG, null)
			.attributes(Map.of("user_id", "hostile", "run_id", MARKUP + LONG, "agent_id", MARKUP, "project_id",
					RIGHT_TO_LEFT, "conversation_id", LONG, "outcome", MARKUP.toLowerCase(), "actual_cost", 0.001))
			.build(),
				run(2).time(then, Duration.ofSeconds(1))
					.attributes(Map.of("user_id", "hostile", "gen_ai.request.model", MARKUP + LONG,
							"gen_ai.usage.input_tokens", 10, "gen_ai.usage.output_tokens", 5, "agent_id", MARKUP))
					.build(),
				run(3).time(then, Duration.ofSeconds(1))
					.attributes(Map.of("user_id", "\"><" + MARKUP, "run_id", "r", "actual_cost", 0.001))
					.build(),
				run(4).time(Instant.parse("2025-10-26T01:30:00Z"), Duration.ofSeconds(1))
					.attributes(Map.of("user_id", "early", "gen_ai.request.model", "gpt-4.1",
							"gen_ai.usage.input_tokens", 1000, "gen_ai.usage.output_tokens", 1))
					.build()));
	}

	private static SpanRecordBuilder run(int number) {
		return SpanRecord.builder("%032x".formatted(0xbad00 + number), "%016x".formatted(number),
				(number == 2 || number == 4) ? "chat" : "agent_run_usage");
	}

	@AfterAll
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "?", "?show=runs", "?show=conversations", "?show=spans&days=2", "?by=agent", "?by=project" })
	void everythingIsShownAsText(String options) {
		open("#/user/hostile" + options);
		this.browser.until(() -> this.browser.text("#main").contains("<img src=x"));
		this.browser.hoverOverCharts();
		looksLikeThePage();
	}

	@Test
	void usersAreShownAsTextAndLeadToTheirNumbers() {
		open("#/everyone");
		this.browser.until(() -> this.browser.text("#users").contains("\"><<img src=x"));
		looksLikeThePage();
	}

	private void looksLikeThePage() {
		assertThat(
				this.browser.json("document.querySelectorAll('#page img, #page script, #page iframe').length").asInt())
			.isZero();
		assertThat(this.browser.json("document.documentElement.scrollWidth <= innerWidth").asBoolean()).isTrue();
		assertThat(this.browser.complaints()).filteredOn((complaint) -> !complaint.contains("/me?days=1")).isEmpty();
	}

	@Test
	void theDayOnWhichClocksAreSetBackHas25Hours() {
		open("#/user/early?from=2025-10-26&to=2025-10-26&tz=Europe/Paris");
		this.browser.settle();
		assertThat(this.browser.all("#cost tbody tr")).hasSize(25);
	}

	private void open(String hash) {
		this.browser.open("/dashboard/" + hash);
		this.browser.signIn(AnalyticsApi.ADMIN_TOKEN);
		this.browser.settle();
	}

}
