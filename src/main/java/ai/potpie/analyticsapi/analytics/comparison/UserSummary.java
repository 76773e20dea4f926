package ai.potpie.analyticsapi.analytics.comparison;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.comparison.Changes.Change;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.Reason;
import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What a user's agents and LLM calls cost and did of late: days that end with today, each
 * compared with earlier days.
 *
 * @param userId the id of the user
 * @param today today, compared with yesterday
 * @param last7Days today and the 6 days before, compared with the 7 days before these
 * @param last30Days today and the 29 days before, compared with the 30 days before these
 * @param monthToDate from the first of the month to today, compared with the same days of
 * the month before
 * @param meta about the answer itself
 */
record UserSummary(String userId, RecentPeriod today, @JsonProperty("last_7_days") RecentPeriod last7Days,
		@JsonProperty("last_30_days") RecentPeriod last30Days, RecentPeriod monthToDate, UsageMeta meta) {

	/** All periods, by their days. */
	Map<RecentDays, RecentPeriod> periods() {
		return new EnumMap<>(Map.of(RecentDays.TODAY, this.today, RecentDays.LAST_7_DAYS, this.last7Days,
				RecentDays.LAST_30_DAYS, this.last30Days, RecentDays.MONTH_TO_DATE, this.monthToDate));
	}

	/**
	 * Days that end with today, and the days before.
	 *
	 * @param current the totals of the days that end with today
	 * @param previous the totals of the earlier days
	 * @param change the changes from {@code previous} to {@code current}
	 * @param comparable whether the earlier days are complete
	 * @param reasons why the earlier days may be incomplete; empty if they are complete
	 */
	record RecentPeriod(RecentWindow current, RecentWindow previous, RecentChanges change, boolean comparable,
			List<Reason> reasons) {
	}

	/**
	 * The totals of some days.
	 *
	 * @param period the days of the totals
	 * @param summary the totals of runs
	 * @param conversationCount the number of conversations
	 * @param calls the totals of LLM calls
	 * @param runCostCoverage the number of runs by the origin of their cost; present if
	 * {@code total_cost} depends on calls
	 */
	record RecentWindow(Period period, @JsonUnwrapped Summary summary, long conversationCount,
			@JsonUnwrapped CallNumbers calls,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RunCoverage runCostCoverage) {
	}

	/**
	 * The changes of numbers, computed before rounding.
	 *
	 * @param changes the changes of the totals of runs and LLM calls
	 * @param conversationCount change of the number of conversations
	 */
	record RecentChanges(@JsonUnwrapped Changes changes, Change conversationCount) {
	}

}
