package ai.potpie.analyticsapi.analytics.usage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What a user's LLM calls used and cost.
 *
 * @param userId the id of the user
 * @param period the days that the answer covers
 * @param totals the totals of the whole period
 * @param buckets the parts of the period, oldest first, including those without calls
 * @param meta about the answer itself
 */
public record Usage(String userId, Period period, UsageNumbers totals, List<Bucket> buckets, UsageMeta meta) {

	/**
	 * A part of the period, from {@code start} inclusive to {@code end} exclusive.
	 *
	 * @param start the first moment of the bucket, with the offset of the requested time
	 * zone
	 * @param end the first moment after the bucket, with the offset of the requested time
	 * zone
	 * @param complete whether the bucket ended at least 24 hours ago, so that late spans
	 * have arrived
	 * @param groups the groups of calls in the bucket, most expensive first; groups
	 * without calls are left out
	 */
	record Bucket(OffsetDateTime start, OffsetDateTime end, boolean complete, List<Group> groups) {
	}

	/**
	 * One group of calls in a bucket.
	 *
	 * @param keys the value that the group's calls share, for each key of
	 * {@code group_by}: {@code unknown} if spans do not tell it, {@code other} for all
	 * groups beyond the top
	 * @param numbers the totals of the group in the bucket
	 */
	record Group(@JsonAnyGetter Map<UsageKey, String> keys, @JsonUnwrapped UsageNumbers numbers) {
	}

}
