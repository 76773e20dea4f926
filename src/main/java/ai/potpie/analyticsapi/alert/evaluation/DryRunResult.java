package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have fired.
 *
 * @param from the first moment that was looked at, with the offset of the rule's zone;
 * null if the history has no whole period
 * @param until the moment up to which the history is complete
 * @param periods the number of periods, or of days for a rolling period
 * @param truncated whether there were more events than the answer has
 * @param events what would have fired, the oldest first
 */
public record DryRunResult(@Nullable OffsetDateTime from, OffsetDateTime until, int periods, boolean truncated,
		List<DryRunEvent> events) {

	/**
	 * What would have fired.
	 *
	 * @param subject the user, or {@code everyone}
	 * @param kind what crossed the threshold
	 * @param percent the threshold
	 * @param start the first moment of the period
	 * @param end the first moment after it
	 * @param on the day on which it was crossed
	 * @param used what was used by the end of that day
	 * @param projected what the forecast of that day was; null for another kind
	 */
	public record DryRunEvent(String subject, Kind kind, int percent, OffsetDateTime start, OffsetDateTime end,
			LocalDate on, BigDecimal used, @Nullable BigDecimal projected) {
	}

}
