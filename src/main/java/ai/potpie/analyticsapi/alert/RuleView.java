package ai.potpie.analyticsapi.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

import ai.potpie.analyticsapi.alert.evaluation.RuleStatus;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A rule and how it stands.
 *
 * @param id its id
 * @param rule what it says
 * @param source {@code api}, or {@code file} for a rule that the API cannot change
 * @param owner the user whose token made it; null for rules of operators
 * @param version grows when it begins to fire at something else
 * @param createdAt when it was made, in UTC; null for a rule of the file
 * @param changedAt when it was last changed, in UTC; null for a rule of the file
 * @param status how it stands
 */
record RuleView(String id, @JsonUnwrapped Rule rule, String source, @Nullable String owner, long version,
		@Nullable Instant createdAt, @Nullable Instant changedAt, Status status) {

	static RuleView of(StoredRule stored, Status status) {
		return new RuleView(stored.id(), stored.rule(), stored.source().name().toLowerCase(Locale.ROOT), stored.owner(),
				stored.version(), stored.createdAt(), stored.changedAt(), status);
	}

	/**
	 * How a rule stands since it was last evaluated.
	 *
	 * @param stale whether the history is late, so that the rule waits
	 * @param asOf the moment up to which the numbers are complete, in UTC; null before
	 * the first evaluation
	 * @param start the first moment of its period; null before the first evaluation
	 * @param end the first moment after its period
	 * @param subject the user whose use is highest, or {@code everyone}; null if nobody's
	 * is
	 * @param used that use
	 * @param percentUsed that use in per cent of the amount, with at most 2 decimals
	 */
	record Status(boolean stale, @Nullable Instant asOf, @Nullable OffsetDateTime start, @Nullable OffsetDateTime end,
			@Nullable String subject, @Nullable BigDecimal used, @Nullable BigDecimal percentUsed) {

		static Status unknown(boolean stale) {
			return new Status(stale, null, null, null, null, null, null);
		}

		static Status of(boolean stale, RuleStatus status) {
			String subject = status.subject();
			return new Status(stale, status.asOf(), status.period().at(status.period().start()),
					status.period().at(status.period().end()),
					(subject != null && subject.isEmpty()) ? "everyone" : subject, status.used(), status.percentUsed());
		}

	}

}
