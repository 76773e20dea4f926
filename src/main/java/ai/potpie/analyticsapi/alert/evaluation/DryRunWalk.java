package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.alert.evaluation.DryRunResult.DryRunEvent;
import ai.potpie.analyticsapi.alert.number.Forecast;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import org.jspecify.annotations.Nullable;

/**
 * A subject's way through a period.
 */
final class DryRunWalk {

	private final Rule rule;

	private final Interval period;

	private final String subject;

	private final List<Threshold> left;

	private BigDecimal used = BigDecimal.ZERO;

	private long runs;

	private long unpriced;

	DryRunWalk(Rule rule, Interval period, String subject) {
		this.rule = rule;
		this.period = period;
		this.subject = subject;
		this.left = new ArrayList<>(rule.thresholds());
	}

	void add(@Nullable Use use, @Nullable Use estimated) {
		this.used = (use != null) ? this.used.add(use.used()) : this.used;
		RunCoverage coverage = (estimated != null) ? estimated.runCoverage() : null;
		if (coverage != null) {
			this.runs += estimated.runs();
			this.unpriced += coverage.unpricedRuns();
		}
	}

	void cross(LocalDate day, Map<LocalDate, BigDecimal> days, Duration settling, List<DryRunEvent> events) {
		BigDecimal projected = projected(day, days, settling);
		this.left.removeIf((threshold) -> {
			BigDecimal value = switch (threshold.kind()) {
				case ACTUAL -> this.used;
				case FORECAST -> projected;
				case UNPRICED -> (this.runs > 0) ? Crossings.unpricedShare(this.unpriced, this.runs) : BigDecimal.ZERO;
			};
			if (value == null || value.compareTo(threshold.limit(this.rule.amount())) < 0) {
				return false;
			}
			events.add(new DryRunEvent(DryRun.named(this.subject), threshold.kind(), threshold.percent(),
					this.period.at(this.period.start()), this.period.at(this.period.end()), day, this.used,
					(threshold.kind() == Kind.FORECAST) ? projected : null));
			return true;
		});
	}

	private @Nullable BigDecimal projected(LocalDate day, Map<LocalDate, BigDecimal> days, Duration settling) {
		Instant end = Interval.startOf(day.plusDays(1), this.period.zone()).minusNanos(1000);
		if (this.left.stream().noneMatch((threshold) -> threshold.kind() == Kind.FORECAST)
				|| this.period.shareOver(end) < Crossings.EARLIEST_FORECAST) {
			return null;
		}
		return Forecast.of(this.used, this.period, end, settling, days).projected();
	}

}
