package ai.potpie.analyticsapi.analytics.comparison;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What a user's agents and calls of LLMs cost and did, compared with before.
 *
 * @param userId the user
 * @param current the days asked for
 * @param previous the earlier days
 * @param change from the earlier days to those asked for
 * @param daily both day by day, the first of each side by side
 * @param comparable whether the earlier days are all there
 * @param reasons why they may not be; empty if they are
 * @param meta about the answer itself
 */
record Comparison(String userId, ComparedWindow current, ComparedWindow previous, Changes change,
		List<ComparedDay> daily, boolean comparable, List<Reason> reasons, UsageMeta meta) {

	/**
	 * The totals of some days.
	 *
	 * @param period the days
	 * @param summary of runs
	 * @param calls of LLMs
	 */
	record ComparedWindow(Period period, @JsonUnwrapped Summary summary, @JsonUnwrapped CallNumbers calls) {
	}

	/**
	 * A day beside an earlier one.
	 *
	 * @param day its place among both, from 1
	 * @param current of the days asked for; null if they are fewer
	 * @param previous of the earlier days; null if they are fewer
	 */
	record ComparedDay(int day, @Nullable DayNumbers current, @Nullable DayNumbers previous) {
	}

	/**
	 * One day.
	 *
	 * @param date the day, in the zone that was asked for
	 * @param complete whether it is over for more than 24 hours, in which late spans
	 * arrive
	 * @param cost what runs cost in US dollars, at most 6 decimals
	 * @param runCount the number of runs
	 * @param llmCalls the number of calls of LLMs
	 * @param inputTokens tokens that were sent, cached ones included
	 * @param outputTokens tokens that came back, reasoning included
	 * @param llmCost what calls cost in US dollars, at most 6 decimals
	 */
	record DayNumbers(LocalDate date, boolean complete, BigDecimal cost, long runCount, long llmCalls, long inputTokens,
			long outputTokens, BigDecimal llmCost) {
	}

	/**
	 * Why earlier days may not be all there.
	 */
	enum Reason {

		/** Logfire no longer has all of them. */
		@JsonProperty("beyond_retention")
		BEYOND_RETENTION,

		/** Spans of them can still arrive. */
		@JsonProperty("incomplete_days")
		INCOMPLETE_DAYS

	}

}
