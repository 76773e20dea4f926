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
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a user's agents cost, how they did and how much was talked about.
 *
 * @param userId the user
 * @param period the days that the answer is about
 * @param summary the totals of the period
 * @param dailyCosts cost and runs by day, oldest first
 * @param agentRunsByOutcome the number of runs by outcome, most frequent first, then by
 * name
 * @param conversationStats conversations by day, oldest first
 * @param meta about the answer itself
 */
public record UserAnalytics(String userId, Period period, Summary summary, List<DailyCost> dailyCosts,
		Map<String, Long> agentRunsByOutcome, List<ConversationStat> conversationStats, Meta meta) {

	/**
	 * One day's runs.
	 *
	 * @param date the day, in the zone that was asked for
	 * @param cost US dollars, at most 6 decimals
	 * @param runCount the number of runs
	 */
	record DailyCost(LocalDate date, BigDecimal cost, long runCount) {
	}

	/**
	 * One day's conversations.
	 *
	 * @param date the day, in the zone that was asked for
	 * @param count the number of conversations
	 * @param avgMessages messages per conversation, at most 2 decimals
	 */
	record ConversationStat(LocalDate date, long count, BigDecimal avgMessages) {
	}

	/**
	 * About the answer itself. How calls of LLMs were counted and priced is there if
	 * costs were asked for as {@code estimated}.
	 *
	 * @param asOf when Logfire answered, in UTC
	 * @param timezone the IANA time zone in which days begin and end
	 * @param tzdata the version of the IANA time zone database by which they do
	 * @param llmCallRule the rule by which spans are LLM calls:
	 * docs/numbers.md#which-spans-are-calls
	 * @param prices by which prices costs are estimated
	 * @param costCoverage how sure the costs are
	 */
	record Meta(Instant asOf, ZoneId timezone, String tzdata,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String llmCallRule,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String prices,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RunCoverage costCoverage) {

		static Meta of(Instant asOf, ZoneId timezone) {
			return new Meta(asOf, timezone, LocalDays.tzdata(), null, null, null);
		}

	}

}
