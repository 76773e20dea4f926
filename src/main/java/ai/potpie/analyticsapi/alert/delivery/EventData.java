package ai.potpie.analyticsapi.alert.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What receivers are told of a crossed threshold.
 *
 * @param eventId the id of the event, which is the same however often it is sent
 * @param rule the rule
 * @param subject the id of the user whose use it is, or {@code everyone}
 * @param kind what crossed the threshold
 * @param percent the threshold in per cent of the amount; for {@code unpriced} of the
 * runs
 * @param alsoCrossed lower thresholds of the same kind that were crossed at once
 * @param used what was used when it fired
 * @param amount 100 per cent
 * @param percentUsed the share that was used, with at most 2 decimals
 * @param currency {@code USD}; null if the measure is a number of runs
 * @param period the period of the rule
 * @param projected what will have been used at the period's end; null if there is no
 * forecast
 * @param costCoverage the runs or calls behind the cost, by its origin; null if the
 * measure is no cost
 * @param asOf the moment up to which the numbers are complete, in UTC
 * @param late whether spans of a period that was over brought it about
 * @param onChange whether it was crossed already when the rule was changed
 * @param test whether somebody only tests the channel
 * @param link the dashboard; null if its address is not configured
 */
public record EventData(String eventId, EventRule rule, String subject, Kind kind, int percent,
		List<Integer> alsoCrossed, BigDecimal used, BigDecimal amount, BigDecimal percentUsed,
		@Nullable String currency, EventPeriod period, @Nullable BigDecimal projected, @Schema(oneOf = {
				RunCoverage.class, CostCoverage.class }) @Nullable Object costCoverage,
		Instant asOf, boolean late, boolean onChange, boolean test, @Nullable String link){

	/** The subject of rules about the sum of all users. */
	public static final String EVERYONE = "everyone";

	/** The same with thresholds that were crossed at once. */
	public EventData withAlsoCrossed(List<Integer> percents) {
		return new EventData(this.eventId, this.rule, this.subject, this.kind, this.percent, List.copyOf(percents),
				this.used, this.amount, this.percentUsed, this.currency, this.period, this.projected, this.costCoverage,
				this.asOf, this.late, this.onChange, this.test, this.link);
	}

	/**
	 * The rule of an event.
	 *
	 * @param id its id
	 * @param name what people call it
	 * @param measure what it adds up
	 */
	public record EventRule(String id, String name, Measure measure) {
	}

	/**
	 * The period of an event.
	 *
	 * @param name the kind of period
	 * @param start its first moment, with the offset of the rule's time zone
	 * @param end the first moment after it
	 * @param timezone the rule's time zone
	 */
	public record EventPeriod(String name, OffsetDateTime start, OffsetDateTime end, String timezone) {
	}

}
