package ai.potpie.analyticsapi.alert.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user may go on.
 *
 * @param userId the id of the user
 * @param allowed whether something is left of each budget
 * @param tightest the rule of the budget of which the largest share is used; null if
 * there is no budget
 * @param budgets a budget for each rule that is enabled and about this user, or about
 * each user
 * @param meta about the answer itself
 */
record UserBudget(String userId, boolean allowed, @Nullable String tightest, List<Budget> budgets, BudgetMeta meta) {

	/**
	 * What is left of the amount of a rule.
	 *
	 * @param ruleId the id of the rule
	 * @param name what people call it
	 * @param measure what it adds up
	 * @param period over which time
	 * @param amount 100 per cent: US dollars, or a number of runs
	 * @param used what was used in the period
	 * @param remaining what is left, never below 0
	 * @param percentUsed the share that was used, with at most 2 decimals
	 * @param resetsAt when the period is over, with the offset of the rule's time zone;
	 * null for a rolling one
	 * @param projected what will have been used at the end; null without a forecast
	 * @param exhaustedOn the day on which the amount was or will be reached; null if it
	 * will not be
	 */
	record Budget(String ruleId, String name, Measure measure, AlertPeriod period, BigDecimal amount, BigDecimal used,
			BigDecimal remaining, BigDecimal percentUsed, @Nullable OffsetDateTime resetsAt,
			@Nullable BigDecimal projected, @Nullable LocalDate exhaustedOn) {

		boolean isSpent() {
			return this.used.compareTo(this.amount) >= 0;
		}

	}

}
