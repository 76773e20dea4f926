package ai.potpie.analyticsapi.history.rollup;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What the history covers, as {@link Rollups#coverage()} selects it.
 *
 * @param coverage the times of start of which all facts are there
 * @param reconciledThrough the moment up to which facts were compared with Logfire, by
 * their times of start; null before the first
 * @param pastVersion grows when facts change that were final
 */
record StoredTimes(Coverage coverage, @Nullable Instant reconciledThrough, long pastVersion) {

	static StoredTimes of(Rows rows) {
		List<Row> covered = rows.rows().stream().filter((row) -> "covered".equals(row.text("part"))).toList();
		Row first = covered.get(0);
		return new StoredTimes(
				new Coverage(covered.stream()
					.filter((row) -> !row.isNull("range_start"))
					.map((row) -> new TimeRange(row.moment("range_start"), row.moment("range_end")))
					.toList()),
				first.isNull("reconciled_through") ? null : first.moment("reconciled_through"),
				first.number("past_version"));
	}

	/** Whether facts of a range change only by a refill or an erasure. */
	boolean isFinal(TimeRange range) {
		return this.reconciledThrough != null && !range.end().isAfter(this.reconciledThrough)
				&& this.coverage.covers(range);
	}

}
