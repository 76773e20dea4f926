package ai.potpie.analyticsapi.analytics.summary;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a user's agents cost, how their runs ended and how much the user talked with them.
 *
 * @param userId the id of the user
 * @param period the days that the answer covers
 * @param summary the totals of the period
 * @param dailyCosts cost and runs by day, oldest first
 * @param agentRunsByOutcome the number of runs by outcome, most frequent first, then by
 * name
 * @param conversationStats conversations by day, oldest first
 * @param meta about the answer itself
 */
record UserAnalytics(String userId, Period period, Summary summary, List<DailyCost> dailyCosts,
		Map<String, Long> agentRunsByOutcome, List<ConversationStat> conversationStats, Meta meta) {

	/**
	 * The runs of one day.
	 *
	 * @param date the day, in the zone that was asked for
	 * @param cost the cost of the day's runs in US dollars, with at most 6 decimals
	 * @param runCount the number of runs
	 */
	record DailyCost(LocalDate date, BigDecimal cost, long runCount) {
	}

	/**
	 * The conversations of one day.
	 *
	 * @param date the day, in the zone that was asked for
	 * @param count the number of conversations
	 * @param avgMessages the mean number of messages in a conversation, with at most 2
	 * decimals
	 */
	record ConversationStat(LocalDate date, long count, BigDecimal avgMessages) {
	}

	/**
	 * The origin of the numbers. The components about LLM calls are present if the
	 * request asks for estimated costs, or if spans of agents make runs.
	 *
	 * @param asOf the moment up to which the numbers are complete, in UTC: when Logfire
	 * answered, or when the history was last filled
	 * @param source the system that answered
	 * @param timezone the IANA time zone in which days begin and end
	 * @param tzdata the version of the IANA time zone database that defines these days
	 * @param llmCallRule the rule by which spans are LLM calls:
	 * docs/numbers.md#which-spans-are-calls
	 * @param prices the version of the price table behind estimated costs
	 * @param costCoverage the number of runs by the origin of their cost
	 * @param otherRules present if other settings or another version of the service made
	 * a part of the facts of spans that Logfire no longer has
	 */
	record Meta(Instant asOf, RowSource source, ZoneId timezone, String tzdata,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String llmCallRule,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String prices,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RunCoverage costCoverage,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean otherRules) {

		static Meta of(Instant asOf, RowSource source, ZoneId timezone) {
			return new Meta(asOf, source, timezone, LocalDays.tzdata(), null, null, null, source.hasOtherRules());
		}

	}

}
