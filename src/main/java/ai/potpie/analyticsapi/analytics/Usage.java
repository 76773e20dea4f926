package ai.potpie.analyticsapi.analytics;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.UserAnalytics.Period;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What calls of LLMs used and cost.
 *
 * @param userId the user
 * @param period the days that the answer is about
 * @param totals of the whole period
 * @param buckets the period's parts, oldest first; none is left out
 * @param meta about the answer itself
 */
@JsonPropertyOrder({ "user_id", "period", "totals", "buckets", "meta" })
record Usage(@JsonProperty("user_id") String userId, Period period, UsageNumbers totals, List<Bucket> buckets,
		UsageMeta meta) {

	/**
	 * A part of the period, half open.
	 *
	 * @param start the first moment, with the offset of the zone
	 * @param end the moment after the last, with the offset of the zone
	 * @param complete whether it is over for more than 24 hours, in which late spans
	 * arrive
	 * @param groups what was used in it, most expensive first; those that used nothing
	 * are left out
	 */
	@JsonPropertyOrder({ "start", "end", "complete", "groups" })
	record Bucket(OffsetDateTime start, OffsetDateTime end, boolean complete, List<Group> groups) {
	}

	/**
	 * What was used by one group.
	 *
	 * @param keys what its calls have in common, if they are grouped by it:
	 * {@code unknown} if spans do not say, {@code other} beyond the top
	 * @param numbers of the group in the bucket
	 */
	record Group(@JsonAnyGetter Map<UsageKey, String> keys, @JsonUnwrapped UsageNumbers numbers) {
	}

	/**
	 * About the answer itself.
	 *
	 * @param asOf when Logfire answered, in UTC
	 * @param timezone the IANA time zone in which days begin and end
	 * @param tzdata the version of the IANA time zone database by which they do
	 * @param llmCallRule the rule by which spans are LLM calls:
	 * docs/numbers.md#which-spans-are-calls
	 * @param prices by which prices costs are estimated
	 */
	@JsonPropertyOrder({ "as_of", "timezone", "tzdata", "llm_call_rule", "prices" })
	record UsageMeta(@JsonProperty("as_of") Instant asOf, ZoneId timezone, String tzdata,
			@JsonProperty("llm_call_rule") String llmCallRule, String prices) {

		static UsageMeta of(Instant asOf, ZoneId timezone, CallPrices prices) {
			return new UsageMeta(asOf, timezone, LocalDays.tzdata(), LlmCalls.RULE, prices.table().version());
		}

	}

}
