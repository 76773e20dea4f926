package ai.potpie.analyticsapi.alert;

import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.alert.evaluation.AlertLoop;
import ai.potpie.analyticsapi.alert.evaluation.RuleStatus;
import ai.potpie.analyticsapi.alert.evaluation.RuleStatuses;
import ai.potpie.analyticsapi.alert.evaluation.StaleWatch;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import org.springframework.context.event.EventListener;

/**
 * The metrics of alerts.
 */
class AlertMetrics {

	private final RuleStatuses statuses;

	private final MultiGauge ratios;

	AlertMetrics(RuleStatuses statuses, AlertLoop loop, StaleWatch stale, MeterRegistry registry) {
		this.statuses = statuses;
		this.ratios = MultiGauge.builder("analytics.alert.used.ratio")
			.description("Share of a rule's amount that is used, by the user with the highest use")
			.register(registry);
		Gauge.builder("analytics.alert.evaluation.age", loop, AlertLoop::ageSeconds)
			.description("Time since the facts that alerts last looked at")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("analytics.alert.stale", stale, (watch) -> watch.isStale() ? 1 : 0)
			.description("Whether alerts wait because the history is late")
			.register(registry);
	}

	/** Replaces the rows of all rules. */
	@EventListener
	void evaluated(AlertLoop.RulesEvaluated evaluated) {
		this.ratios.register(evaluated.rules().stream().flatMap(this::row).toList(), true);
	}

	private Stream<MultiGauge.Row<Number>> row(StoredRule rule) {
		return this.statuses.of(rule).map((status) -> MultiGauge.Row.of(tags(rule), (Number) ratio(status))).stream();
	}

	private static double ratio(RuleStatus status) {
		return status.percentUsed().movePointLeft(2).doubleValue();
	}

	// A label for each user of a rule about all would be one for each customer
	private static Tags tags(StoredRule rule) {
		String user = rule.rule().of().userId();
		return Tags.of("rule", rule.id(), "user", (user != null) ? user : "");
	}

}
