package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
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
 * The feed's steps for facts that are not new, in the order of their urgency: reads again
 * what an operator wants, reads what is missing by the time of start and newest first,
 * deletes what is older than the history keeps, compares days that are over with Logfire,
 * and compacts them.
 */
class OlderFacts {

	static final Duration A_DAY = Duration.ofDays(1);

	private static final Logger logger = LoggerFactory.getLogger(OlderFacts.class);

	private final FactStore store;

	private final Compaction compaction;

	private final RetentionProperties logfire;

	private final Duration retention;

	private final Settling settling;

	private final Stride stride = new Stride(A_DAY);

	/**
	 * Creates steps.
	 * @param logfire how long Logfire keeps spans
	 * @param retention how long the history keeps facts
	 */
	OlderFacts(FactStore store, Compaction compaction, RetentionProperties logfire, Duration retention,
			Settling settling) {
		this.store = store;
		this.compaction = compaction;
		this.logfire = logfire;
		this.retention = retention;
		this.settling = settling;
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
		return reconcile(step, coverage, now) || this.compaction.next(step.state(), coverage);
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
		long seconds = Duration.between(range.start(), TimeRange.earlier(range.end(), now)).toSeconds();
		return 1 + seconds / this.stride.length().toSeconds();
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
		step.read(slice, this.stride).ifPresent((rows) -> {
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
		step.read(slice, this.stride).ifPresent((rows) -> {
			this.store.replace(slice, rows);
			this.store.save(coverage.with(part));
			this.store.save(step.state().compactedBefore(part.start()).extended());
		});
		return true;
	}

	/** The newest part of a range that one query may be able to read. */
	private TimeRange newest(TimeRange range, Instant end) {
		Instant start = end.minus(this.stride.length()).truncatedTo(ChronoUnit.HOURS);
		return new TimeRange(TimeRange.later(range.start(), start), range.end());
	}

	/** Deletes the oldest day. */
	private boolean expire(FeedStep step, Coverage coverage, Instant first) {
		TimeRange expired = new TimeRange(Instant.EPOCH, first.truncatedTo(ChronoUnit.DAYS).plus(A_DAY));
		this.store.delete(Slice.ofStarts(expired, TimeRange.OPEN_END));
		this.store.save(coverage.without(expired));
		this.store.save(step.state().changed());
		return true;
	}

	// Whatever was settled when the backfill read it is complete
	private boolean reconcile(FeedStep step, Coverage coverage, Instant now) {
		FeedState state = step.state();
		Instant reconciled = state.reconciledThrough();
		if (reconciled == null) {
			Instant settled = state.firstCursor().minus(this.settling.time()).truncatedTo(ChronoUnit.DAYS);
			this.store.save(state.reconciledThrough(settled));
			return true;
		}
		Instant comparable = this.logfire.oldestStart(now).truncatedTo(ChronoUnit.DAYS).plus(A_DAY);
		if (reconciled.isBefore(comparable)) {
			logger.warn("The history was not compared with Logfire from {} to {}: Logfire no longer has these spans",
					reconciled, comparable);
			this.store.save(state.reconciledThrough(comparable));
			return true;
		}
		TimeRange day = new TimeRange(reconciled, reconciled.plus(A_DAY));
		if (!this.settling.isOver(day.end(), state.readThrough()) || !coverage.covers(day)) {
			return false;
		}
		boolean differs = compare(step, day);
		FeedState compared = state.reconciledThrough(day.end());
		this.store.save(differs ? compared.compactedBefore(day.start()).changed() : compared);
		this.store.forgetErasedBefore(this.logfire.oldestStart(now).minus(this.settling.time()));
		return true;
	}

	private boolean compare(FeedStep step, TimeRange day) {
		Slice facts = Slice.ofStarts(day, step.state().readThrough());
		Map<Long, Long> stored = this.store.hours(facts);
		boolean differs = false;
		for (long hour : differentHours(step.logfire().hours(facts), stored)) {
			Instant start = Instant.EPOCH.plus(Duration.ofHours(hour));
			Slice again = Slice.ofStarts(new TimeRange(start, start.plus(Duration.ofHours(1))),
					step.state().readThrough());
			FactRows rows = step.readWhole(again);
			// Facts that were erased are missing here alone
			if (rows.count() != stored.getOrDefault(hour, 0L)) {
				this.store.replace(again, rows);
				logger.warn("The history had other facts than Logfire in the hour from {}: read again", start);
				differs = true;
			}
		}
		return differs;
	}

	private static TreeSet<Long> differentHours(Map<Long, Long> logfire, Map<Long, Long> store) {
		TreeSet<Long> hours = new TreeSet<>(logfire.keySet());
		hours.addAll(store.keySet());
		hours.removeIf((hour) -> logfire.getOrDefault(hour, 0L).equals(store.getOrDefault(hour, 0L)));
		return hours;
	}

	// Whole days, so that the history is not changed all the time
	private Instant oldestToKeep(Instant now) {
		return now.minus(this.retention).truncatedTo(ChronoUnit.DAYS);
	}

}
