package ai.potpie.analyticsapi.history.rollup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.CalendarUnit;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.history.HistoryStatus.Times;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What a user's agents and LLM calls cost and did, by parts of the calendar.
 *
 * @param userId the id of the user
 * @param granularity the length of a bucket
 * @param period the days that the answer covers
 * @param totals the numbers of the whole period: not the sum of its buckets, because what
 * crosses a border counts once
 * @param buckets the parts of the period, oldest first
 * @param coverage the times of which the history has all facts
 * @param meta about the answer itself
 */
record UserHistory(String userId, CalendarUnit granularity, Period period, HistoryTotals totals,
		List<HistoryBucket> buckets, Covered coverage, UsageMeta meta) {

	/**
	 * The numbers of the whole period.
	 *
	 * @param isLowerBound whether facts are missing, so that the numbers may be too low
	 * @param numbers the numbers of the facts that are there
	 */
	record HistoryTotals(boolean isLowerBound, @JsonUnwrapped RollupNumbers numbers) {
	}

	/**
	 * A part of the period, from {@code start} inclusive to {@code end} exclusive. Its
	 * numbers are those of an answer about these days alone.
	 *
	 * @param start the first moment of the bucket, with the offset of the requested time
	 * zone
	 * @param end the first moment after the bucket, with the offset of the requested time
	 * zone
	 * @param state whether the numbers can still change, and whether facts are missing
	 * @param numbers the numbers of the facts that are there; null if there are none
	 * because nothing was captured
	 */
	record HistoryBucket(OffsetDateTime start, OffsetDateTime end, BucketState state,
			@JsonUnwrapped RollupNumbers numbers) {
	}

	/**
	 * The times of which the history has all facts, in UTC.
	 *
	 * @param from the first moment from which on all facts are there; null if there is
	 * none
	 * @param reconciledThrough the moment up to which facts were compared with Logfire,
	 * by their times of start; null before the first
	 * @param gaps times without facts, between others
	 */
	record Covered(@Nullable Instant from, @Nullable Instant reconciledThrough, List<Times> gaps) {
	}

}
