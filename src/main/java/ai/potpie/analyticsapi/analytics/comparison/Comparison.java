package ai.potpie.analyticsapi.analytics.comparison;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What a user's agents and LLM calls cost and did, compared with earlier days.
 *
 * @param userId the id of the user
 * @param current the totals of the days that the request names
 * @param previous the totals of the earlier days
 * @param change the changes from {@code previous} to {@code current}
 * @param daily both periods day by day: their first days side by side, then their second,
 * and so on
 * @param comparable whether the earlier days are complete
 * @param reasons why the earlier days may be incomplete; empty if they are complete
 * @param meta about the answer itself
 */
record Comparison(String userId, ComparedWindow current, ComparedWindow previous, Changes change,
		List<ComparedDay> daily, boolean comparable, List<Reason> reasons, UsageMeta meta) {

	/**
	 * The totals of one of the two periods.
	 *
	 * @param period the days of the totals
	 * @param summary the totals of runs
	 * @param calls the totals of LLM calls
	 */
	record ComparedWindow(Period period, @JsonUnwrapped Summary summary, @JsonUnwrapped CallNumbers calls) {
	}

	/**
	 * A current day beside the earlier day with the same number.
	 *
	 * @param day the number of the day within its period, from 1
	 * @param current numbers of the current day; null if the current period has fewer
	 * days
	 * @param previous numbers of the earlier day; null if the earlier period has fewer
	 * days
	 */
	record ComparedDay(int day, @Nullable DayNumbers current, @Nullable DayNumbers previous) {
	}

	/**
	 * The numbers of one day.
	 *
	 * @param date the day, in the zone that was asked for
	 * @param complete whether the day ended at least 24 hours ago, so that late spans
	 * have arrived
	 * @param cost the cost of runs in US dollars, with at most 6 decimals
	 * @param runCount the number of runs
	 * @param llmCalls the number of LLM calls
	 * @param inputTokens tokens sent to models, cached ones included
	 * @param outputTokens tokens that models returned, reasoning included
	 * @param llmCost the cost of LLM calls in US dollars, with at most 6 decimals
	 */
	record DayNumbers(LocalDate date, boolean complete, BigDecimal cost, long runCount, long llmCalls, long inputTokens,
			long outputTokens, BigDecimal llmCost) {
	}

	/**
	 * Why the earlier days may be incomplete.
	 */
	enum Reason {

		/** The earlier days begin before the days that Logfire keeps. */
		@JsonProperty("beyond_retention")
		BEYOND_RETENTION,

		/** Spans of the earlier days can still arrive. */
		@JsonProperty("incomplete_days")
		INCOMPLETE_DAYS;

		/** All reasons for which earlier days may be incomplete. */
		static List<Reason> of(Window previous, RowSource source, RetentionProperties retention, Settling settling,
				Instant asOf) {
			List<Reason> reasons = new ArrayList<>();
			// The history answers only what it covers
			if (source == RowSource.LOGFIRE && !retention.cover(previous, asOf)) {
				reasons.add(BEYOND_RETENTION);
			}
			if (!settling.isOver(previous.end(), asOf)) {
				reasons.add(INCOMPLETE_DAYS);
			}
			return reasons;
		}

	}

}
