package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import ai.potpie.analyticsapi.testing.LogfireSwitch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Logfire that is dead while a threshold is crossed.
 */
class StaleAlertsTests extends AlertsTestBase {

	/** Nothing listens there. */
	private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

	private LogfireSwitch between;

	@Override
	String logfireUrl() throws IOException {
		this.between = new LogfireSwitch(this.logfire.baseUrl());
		return this.between.url();
	}

	@Override
	List<String> settings() {
		return List.of("--analytics.alert.stale-after=1m");
	}

	@AfterAll
	void stopSwitch() {
		this.between.close();
	}

	@Test
	void oneEventSaysThatTheHistoryIsLateAndThenComesTheRightOne() {
		String rule = make(rule("patient", ""));
		spend("patient", 0.1);
		await().atMost(A_WHILE)
			.until(() -> json(admin("GET", RuleController.PATH + "/" + rule, null)).at("/status/used")
				.asDouble() == 0.1);
		this.between.askFromNowOn(NOWHERE);
		spend("patient", 0.5);
		await().atMost(A_WHILE.multipliedBy(4)).until(() -> told().equals(List.of("alerts.stale")));
		assertThat(json(admin("GET", RuleController.PATH + "/" + rule, null)).at("/status/stale").asBoolean()).isTrue();
		assertThat(events("rule=" + rule)).isEmpty();
		this.between.askFromNowOn(this.logfire.baseUrl());
		await().atMost(A_WHILE).until(() -> told().equals(List.of("alerts.stale", "alerts.fired")));
		assertThat(this.receiver.requests().get(1).data().get("used").asDouble()).isEqualTo(0.6);
		assertThat(json(admin("GET", RuleController.PATH + "/" + rule, null)).at("/status/stale").asBoolean())
			.isFalse();
		assertThat(events("state=resolved").valueStream().map((event) -> event.get("type").asString()))
			.containsExactly("alerts.stale");
	}

	private List<String> told() {
		return this.receiver.requests().stream().map((request) -> request.json().get("type").asString()).toList();
	}

}
