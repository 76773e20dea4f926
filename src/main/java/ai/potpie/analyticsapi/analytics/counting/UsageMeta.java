package ai.potpie.analyticsapi.analytics.counting;

import java.time.Instant;
import java.time.ZoneId;

import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The origin of the numbers: their age, days, rules and prices.
 *
 * @param asOf the moment up to which the numbers are complete, in UTC: when Logfire
 * answered, or when the history was last filled
 * @param source the system that answered
 * @param timezone the IANA time zone in which days begin and end
 * @param tzdata the version of the IANA time zone database that defines these days
 * @param llmCallRule the rule by which spans are LLM calls:
 * docs/numbers.md#which-spans-are-calls
 * @param prices the version of the price table behind estimated costs
 * @param otherRules present if other settings or another version of the service made a
 * part of the facts of spans that Logfire no longer has
 */
public record UsageMeta(Instant asOf, RowSource source, ZoneId timezone, String tzdata, String llmCallRule,
		String prices, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean otherRules) {

	public static UsageMeta of(Instant asOf, RowSource source, ZoneId timezone, CallPrices prices) {
		return new UsageMeta(asOf, source, timezone, LocalDays.tzdata(), LlmCalls.RULE, prices.table().version(),
				source.hasOtherRules());
	}

}
