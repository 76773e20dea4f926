package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventData;
import ai.potpie.analyticsapi.alert.evaluation.Firings.Crossed;
import ai.potpie.analyticsapi.alert.evaluation.Job.Stage;
import ai.potpie.analyticsapi.alert.number.Forecast;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of a rule that a use crosses.
 *
 * @param job the rule and its period
 * @param forecasts forecasts by subject, of those that need one
 * @param coverages the coverage of the cost of runs by subject, of those that need one
 * @param asOf the moment up to which the numbers are complete
 * @param pageUrl the address of the dashboard; empty for none
 */
public record Crossings(Job job, Map<String, Forecast> forecasts, Map<String, RunCoverage> coverages, Instant asOf,
		String pageUrl) {

	/** From which share of a period on its end is forecast. */
	static final double EARLIEST_FORECAST = 0.1;

	private static final int PERCENT = 100;

	/** Whether a period has gone on for long enough for a forecast. */
	static boolean mayForecast(Job job, Instant asOf) {
		return job.stage() == Stage.OPEN && job.rule().rule().period().hasForecast()
				&& job.period().shareOver(asOf) >= EARLIEST_FORECAST;
	}

	/** Whether a use is at a threshold or above. */
	boolean isCrossed(Threshold threshold, Use use) {
		return reaches(threshold, use, BigDecimal.ONE);
	}

	/** Whether a use is at a share of a threshold or above. */
	boolean reaches(Threshold threshold, Use use, BigDecimal share) {
		BigDecimal value = value(threshold.kind(), use);
		BigDecimal limit = threshold.limit(rule().amount());
		return value != null && value.compareTo(limit.multiply(share)) >= 0;
	}

	private @Nullable BigDecimal value(Kind kind, Use use) {
		return switch (kind) {
			case ACTUAL -> use.used();
			case FORECAST -> mayForecast(this.job, this.asOf) ? projected(use) : null;
			case UNPRICED -> unpricedShare(use);
		};
	}

	private @Nullable BigDecimal projected(Use use) {
		Forecast forecast = this.forecasts.get(use.subject());
		return (forecast != null) ? forecast.projected() : null;
	}

	private @Nullable BigDecimal unpricedShare(Use use) {
		RunCoverage coverage = coverage(use);
		if (coverage == null || use.runs() == 0) {
			return null;
		}
		return unpricedShare(coverage.unpricedRuns(), use.runs());
	}

	/** The share of runs without a price, in per cent. */
	static BigDecimal unpricedShare(long unpriced, long runs) {
		return BigDecimal.valueOf(PERCENT * unpriced).divide(BigDecimal.valueOf(runs), 6, RoundingMode.DOWN);
	}

	private @Nullable RunCoverage coverage(Use use) {
		return (use.runCoverage() != null) ? use.runCoverage() : this.coverages.get(use.subject());
	}

	/** What is told of a crossed threshold. */
	Crossed crossed(AlertEvent.Key key, Use use) {
		Rule rule = rule();
		Object coverage = (use.callCoverage() != null) ? use.callCoverage() : coverage(use);
		String subject = use.subject().isEmpty() ? EventData.EVERYONE : use.subject();
		EventData data = new EventData(key.eventId(),
				new EventData.EventRule(this.job.rule().id(), rule.name(), rule.measure()), subject, key.kind(),
				key.percent(), List.of(), use.used(), rule.amount(), percent(use.used(), rule.amount()),
				rule.measure().isMoney() ? "USD" : null, period(), projected(use),
				rule.measure().isMoney() ? coverage : null, this.asOf, this.job.stage() == Stage.SETTLED,
				this.job.onChange(), false, link(use));
		return new Crossed(key, data);
	}

	private EventData.EventPeriod period() {
		return new EventData.EventPeriod(rule().period().label(), this.job.period().at(this.job.period().start()),
				this.job.period().at(this.job.period().end()), rule().timezone().getId());
	}

	private @Nullable String link(Use use) {
		return this.pageUrl.isBlank() ? null : DashboardLink.of(this.pageUrl, use.subject(), rule().timezone());
	}

	private Rule rule() {
		return this.job.rule().rule();
	}

	/** A share in per cent, with at most 2 decimals. */
	public static BigDecimal percent(BigDecimal used, BigDecimal amount) {
		BigDecimal percent = used.movePointRight(2).divide(amount, 2, RoundingMode.HALF_UP).stripTrailingZeros();
		return (percent.scale() < 0) ? percent.setScale(0) : percent;
	}

}
