package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FactRows;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.Slice;
import ai.potpie.analyticsapi.history.store.TimeRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares days that are over with Logfire, and reads the hours again that differ. A step
 * makes one call, because a small plan allows no second one so soon: what was counted is
 * kept for the next steps.
 */
class Reconciliation {

	private static final Logger logger = LoggerFactory.getLogger(Reconciliation.class);

	private final FactStore store;

	private final RetentionProperties retention;

	private final Settling settling;

	private final Stride stride = new Stride(OlderFacts.AN_HOUR);

	/** The end of the day that was counted last. */
	private Instant counted = Instant.EPOCH;

	/** The hours of that day that differ and are to be read again. */
	private NavigableSet<Instant> differing = new TreeSet<>();

	/**
	 * Creates steps.
	 * @param retention how long Logfire keeps spans
	 */
	Reconciliation(FactStore store, RetentionProperties retention, Settling settling) {
		this.store = store;
		this.retention = retention;
		this.settling = settling;
	}

	/** Takes the next step; returns whether there may be more to do. */
	boolean next(FeedStep step, Coverage coverage, Instant now) {
		FeedState state = step.state();
		Instant reconciled = state.reconciledThrough();
		if (reconciled == null) {
			// Whatever was settled when the backfill read it is complete
			Instant settled = state.firstCursor().minus(this.settling.time()).truncatedTo(ChronoUnit.DAYS);
			this.store.save(state.reconciledThrough(settled));
			return true;
		}
		Instant comparable = this.retention.oldestStart(now).truncatedTo(ChronoUnit.DAYS).plus(OlderFacts.A_DAY);
		if (reconciled.isBefore(comparable)) {
			logger.warn("The history was not compared with Logfire from {} to {}: Logfire no longer has these spans",
					reconciled, comparable);
			this.store.save(state.reconciledThrough(comparable));
			return true;
		}
		Instant endOfDay = reconciled.truncatedTo(ChronoUnit.DAYS).plus(OlderFacts.A_DAY);
		TimeRange rest = new TimeRange(reconciled, endOfDay);
		if (!this.settling.isOver(endOfDay, state.readThrough()) || !coverage.covers(rest)) {
			return false;
		}
		compare(step, rest);
		this.store.forgetErasedBefore(this.retention.oldestStart(now).minus(this.settling.time()));
		return true;
	}

	private void compare(FeedStep step, TimeRange rest) {
		boolean isCounted = rest.end().equals(this.counted);
		if (!isCounted) {
			this.differing = hoursThatDiffer(step, rest);
			this.counted = rest.end();
		}
		this.differing.headSet(rest.start().truncatedTo(ChronoUnit.HOURS)).clear();
		if (this.differing.isEmpty()) {
			this.store.save(step.state().reconciledThrough(rest.end()));
		}
		else if (isCounted) {
			readAgain(step, rest.from(this.differing.first()));
		}
	}

	private NavigableSet<Instant> hoursThatDiffer(FeedStep step, TimeRange range) {
		Slice slice = Slice.ofStarts(range, step.state().readThrough());
		Map<Long, Long> inLogfire = step.logfire().hours(slice);
		Map<Long, Long> stored = this.store.hours(slice);
		NavigableSet<Long> hours = new TreeSet<>(inLogfire.keySet());
		hours.addAll(stored.keySet());
		NavigableSet<Instant> differing = new TreeSet<>();
		for (long hour : hours) {
			if (!inLogfire.getOrDefault(hour, 0L).equals(stored.getOrDefault(hour, 0L))) {
				differing.add(Instant.EPOCH.plus(OlderFacts.AN_HOUR.multipliedBy(hour)));
			}
		}
		return differing;
	}

	/** Reads the rest of a range's first hour, or as much of it as one query may read. */
	private void readAgain(FeedStep step, TimeRange range) {
		Instant endOfHour = range.start().truncatedTo(ChronoUnit.HOURS).plus(OlderFacts.AN_HOUR);
		TimeRange part = new TimeRange(range.start(), endOfHour).first(this.stride.length());
		Slice slice = Slice.ofStarts(part, step.state().readThrough());
		step.read(slice, part.length(endOfHour), this.stride).ifPresent((rows) -> {
			FeedState read = step.state().reconciledThrough(part.end());
			this.store.save(replace(slice, rows) ? read.compactedBefore(part.start()).changed() : read);
		});
	}

	/** Returns whether facts differed; those that were erased are in neither count. */
	private boolean replace(Slice slice, FactRows rows) {
		long stored = this.store.hours(slice).values().stream().mapToLong(Long::longValue).sum();
		if (stored == rows.count()) {
			return false;
		}
		this.store.replace(slice, rows);
		logger.warn("The history had other facts than Logfire from {} to {}: read again", slice.starts().start(),
				slice.starts().end());
		return true;
	}

}
