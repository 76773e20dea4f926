package ai.potpie.analyticsapi.history;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.history.store.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * What the history holds and how it is filled. Times are in UTC.
 *
 * @param coveredFrom the first moment from which on all facts are there; null until the
 * first are
 * @param reconciledThrough the moment up to which facts were compared with Logfire, by
 * their times of start; null before the first
 * @param compactedThrough of days before, facts without which each answer stays the same
 * are deleted; null before the first are
 * @param gaps the times whose facts are missing, between others
 * @param asOf the moment up to which the history has everything that Logfire had; null
 * before the first read
 * @param lagS the time since then, in seconds; null before the first read
 * @param backfilled whether the history goes back as far as Logfire does
 * @param slicesToDo the number of reads that are left until it does, and until days are
 * read again that somebody wants so, as far as it can be told
 * @param rows the number of facts
 * @param rollups the number of buckets that are kept because they no longer change
 * @param bytes what the facts take on disk, in bytes; 0 in memory
 * @param logfireCalls the calls to Logfire by this process for the history
 * @param logfireCallsLastHour those of the last 60 minutes
 * @param refill the days that are left to be read again; null if there are none
 */
public record HistoryStatus(@Nullable Instant coveredFrom, @Nullable Instant reconciledThrough,
		@Nullable Instant compactedThrough, List<Times> gaps, @Nullable Instant asOf, @Nullable Double lagS,
		boolean backfilled, long slicesToDo, long rows, long rollups, long bytes, long logfireCalls,
		long logfireCallsLastHour, @Nullable Times refill) {

	/** The status before the store was first seen. */
	static final HistoryStatus NONE = new HistoryStatus(null, null, null, List.of(), null, null, false, 0, 0, 0, 0, 0,
			0, null);

	/**
	 * A range of time.
	 *
	 * @param start its first moment
	 * @param end the first moment after it
	 */
	public record Times(Instant start, Instant end) {

		public static Times of(TimeRange range) {
			return new Times(range.start(), range.end());
		}

	}

}
