package ai.potpie.analyticsapi.analytics.usage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
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
public record Usage(String userId, Period period, UsageNumbers totals, List<Bucket> buckets, UsageMeta meta) {

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

}
