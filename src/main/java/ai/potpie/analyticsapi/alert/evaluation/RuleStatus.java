package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Instant;

import ai.potpie.analyticsapi.alert.rule.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What this replica knows of a rule since it last evaluated it.
 *
 * @param period the period
 * @param subject whose use is highest; empty for everyone, null if nobody's
 * @param used that use
 * @param percentUsed that use in per cent of the amount
 * @param asOf the moment up to which the numbers are complete
 */
public record RuleStatus(Interval period, @Nullable String subject, BigDecimal used, BigDecimal percentUsed,
		Instant asOf) {
}
