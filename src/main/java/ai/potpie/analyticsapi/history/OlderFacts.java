package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.Slice;
import ai.potpie.analyticsapi.history.store.TimeRange;

/**
 * The feed's steps for facts that are not new, in the order of their urgency: reads again
 * what an operator wants, reads what is missing by the time of start and newest first,
 * deletes what is older than the history keeps, compares days that are over with Logfire,
 * and compacts them.
 */
class OlderFacts {

	static final Duration A_DAY = Duration.ofDays(1);

	static final Duration AN_HOUR = Duration.ofHours(1);

	private final FactStore store;

	private final Reconciliation reconciliation;

	private final Compaction compaction;

	private final RetentionProperties logfire;

	private final Duration retention;

	private final Stride stride = new Stride(A_DAY);

	/**
	 * Creates steps.
	 * @param logfire how long Logfire keeps spans
	 * @param retention how long the history keeps facts
	 */
	OlderFacts(FactStore store, Reconciliation reconciliation, Compaction compaction, RetentionProperties logfire,
			Duration retention) {
		this.store = store;
		this.reconciliation = reconciliation;
		this.compaction = compaction;
		this.logfire = logfire;
		this.retention = retention;
	}

	/** Takes the next step; returns whether there may be more to do. */
	boolean next(FeedStep step, Instant now) {
		Coverage coverage = this.store.coverage();
		Optional<TimeRange> again = this.store.refill();
		if (again.isPresent()) {
			return refill(step, coverage, again.get(), now);
		}
		Optional<TimeRange> missing = missing(coverage, now);
		if (missing.isPresent()) {
			return fill(step, coverage, missing.get(), now);
		}
		Optional<Instant> expired = this.store.firstStartBefore(oldestToKeep(now));
		if (expired.isPresent()) {
			return expire(step, coverage, expired.get());
		}
		return this.reconciliation.next(step, coverage, now) || this.compaction.next(step.state(), coverage);
	}

	/** What is to be read before the history goes back as far as it can. */
	Optional<TimeRange> missing(Coverage coverage, Instant now) {
		return coverage.missing(TimeRange.later(this.logfire.oldestStart(now), oldestToKeep(now)));
	}

	/** How many slices there are to read, as far as it can be told before. */
	long slicesToDo(Coverage coverage, Instant now) {
		long missing = missing(coverage, now).map((range) -> slices(range, now)).orElse(0L);
		return missing + this.store.refill().map((range) -> slices(range, now)).orElse(0L);
	}

	private long slices(TimeRange range, Instant now) {
		return 1 + range.length(now).toSeconds() / this.stride.length().toSeconds();
	}

	private boolean refill(FeedStep step, Coverage coverage, TimeRange range, Instant now) {
		TimeRange possible = range.from(this.logfire.oldestStart(now));
		if (possible.isEmpty()) {
			this.store.saveRefill(possible);
			return true;
		}
		// The tail reads the latest facts, unless they started too long ago
		Instant readThrough = step.state().readThrough();
		Instant tail = readThrough.minus(Feed.LATEST_START);
		boolean isOfTail = possible.end().isAfter(tail);
		TimeRange part = newest(isOfTail ? possible.from(tail) : possible, possible.end());
		Slice slice = Slice.ofStarts(part, isOfTail ? readThrough : TimeRange.OPEN_END);
		step.read(slice, part.length(now), this.stride).ifPresent((rows) -> {
			this.store.replace(slice, rows);
			this.store.save(coverage.with(part));
			this.store.saveRefill(new TimeRange(possible.start(), part.start()));
			this.store.save(step.state().compactedBefore(part.start()).changed());
		});
		return true;
	}

	private boolean fill(FeedStep step, Coverage coverage, TimeRange missing, Instant now) {
		TimeRange part = newest(missing, missing.hasEnd() ? missing.end() : now);
		Slice slice = Slice.ofStarts(part, step.state().firstCursor());
		step.read(slice, part.length(now), this.stride).ifPresent((rows) -> {
			this.store.replace(slice, rows);
			this.store.save(coverage.with(part));
			this.store.save(step.state().compactedBefore(part.start()).extended());
		});
		return true;
	}

	/** The newest part of a range that one query may be able to read. */
	private TimeRange newest(TimeRange range, Instant end) {
		Instant start = end.minus(this.stride.length());
		boolean isLong = this.stride.length().compareTo(AN_HOUR) >= 0;
		return range.from(isLong ? start.truncatedTo(ChronoUnit.HOURS) : start);
	}

	/** Deletes the oldest day. */
	private boolean expire(FeedStep step, Coverage coverage, Instant first) {
		TimeRange expired = new TimeRange(Instant.EPOCH, first.truncatedTo(ChronoUnit.DAYS).plus(A_DAY));
		this.store.delete(Slice.ofStarts(expired, TimeRange.OPEN_END));
		this.store.save(coverage.without(expired));
		this.store.save(step.state().changed());
		return true;
	}

	// Whole days, so that the history is not changed all the time
	private Instant oldestToKeep(Instant now) {
		return now.minus(this.retention).truncatedTo(ChronoUnit.DAYS);
	}

}
