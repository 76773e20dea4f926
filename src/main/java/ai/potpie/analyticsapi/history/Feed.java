package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Fills the store from Logfire, one step at a time. A step is one transaction, which also
 * moves the marker of how far the feed has read: whatever interrupts a step, the next
 * begins where the last complete one ended. One replica at a time takes a step.
 * <p>
 * The tail follows the time of creation, at which Logfire stored a record. Once it is
 * more than {@link #FINAL_AFTER} past, no record gets it any more. Facts that were
 * created later are provisional: each tick replaces them. The backfill reads what was
 * created before the tail began, by the time of start, newest first.
 */
class Feed {

	/** As Logfire documents for its column {@code created_at}. */
	static final Duration FINAL_AFTER = Duration.ofMinutes(5);

	/** Logfire takes in spans of the last 24 hours. */
	private static final Duration LATEST_START = Duration.ofHours(25);

	private static final Duration A_DAY = Duration.ofDays(1);

	private static final Logger logger = LoggerFactory.getLogger(Feed.class);

	private final FactStore store;

	private final FactReader logfire;

	private final TransactionOperations transactions;

	private final RetentionProperties retention;

	private final Settling settling;

	private final Clock clock;

	private final String rules;

	private final Stride tail = new Stride(Duration.ofDays(2));

	private final Stride backfill = new Stride(A_DAY);

	Feed(FactStore store, FactReader logfire, TransactionOperations transactions, RetentionProperties retention,
			Settling settling, Clock clock) {
		this.store = store;
		this.logfire = logfire;
		this.transactions = transactions;
		this.retention = retention;
		this.settling = settling;
		this.clock = clock;
		this.rules = logfire.rulesDigest();
	}

	/**
	 * Reads new facts.
	 * @return false if another replica is at it
	 * @throws LogfireException if Logfire does not answer
	 */
	boolean tick() {
		boolean more = true;
		while (more) {
			Optional<Boolean> step = inStep(this::readTail);
			if (step.isEmpty()) {
				return false;
			}
			more = step.get();
		}
		return true;
	}

	/**
	 * Reads older facts, or compares a day with Logfire.
	 * @return whether there is more to do; empty if another replica is at it
	 * @throws LogfireException if Logfire does not answer
	 */
	Optional<Boolean> catchUp() {
		return inStep((state, share) -> {
			Coverage coverage = this.store.coverage();
			Optional<TimeRange> missing = coverage.missing(oldestInLogfire());
			return missing.isPresent() ? fillBefore(state, coverage, missing.get(), share)
					: reconcile(state, coverage, share);
		});
	}

	/** Whether the store goes back as far as Logfire does. */
	boolean isBackfilled(Coverage coverage) {
		return coverage.missing(oldestInLogfire()).isEmpty();
	}

	private <T> Optional<T> inStep(Step<T> step) {
		try (MemoryShare share = this.logfire.share()) {
			return this.transactions
				.execute((status) -> this.store.lock() ? Optional.of(step.take(state(), share)) : Optional.empty());
		}
	}

	private FeedState state() {
		return this.store.state().filter((state) -> state.rules().equals(this.rules)).orElseGet(this::begin);
	}

	// Facts of other rules stay where Logfire no longer has the spans to read again
	private FeedState begin() {
		TimeRange again = new TimeRange(oldestInLogfire(), TimeRange.OPEN_END);
		this.store.delete(Slice.ofStarts(again, TimeRange.OPEN_END));
		this.store.save(this.store.coverage().without(again));
		FeedState state = FeedState.begin(this.rules, now().minus(FINAL_AFTER));
		this.store.save(state);
		return state;
	}

	/** Returns whether facts are left to read. */
	private boolean readTail(FeedState state, MemoryShare share) {
		Instant asOf = now();
		Instant from = state.readThrough();
		Instant through = TimeRange.later(from, asOf.minus(FINAL_AFTER));
		Instant end = from.plus(this.tail.length());
		boolean isLast = !end.isBefore(through);
		noteGap(from);
		Slice slice = Slice.ofCreations(from.minus(LATEST_START),
				new TimeRange(from, isLast ? TimeRange.OPEN_END : end));
		Optional<FactRows> rows = read(slice, this.tail, share);
		if (rows.isEmpty()) {
			return true;
		}
		this.store.replace(slice, rows.get());
		this.store.save(isLast ? state.readThrough(through, asOf) : state.readThrough(end, state.asOf()));
		return !isLast;
	}

	/** Empty if the slice was too large and the stride is shorter now. */
	private Optional<FactRows> read(Slice slice, Stride stride, MemoryShare share) {
		try {
			FactRows rows = this.logfire.read(slice, share);
			stride.read(rows.count());
			return Optional.of(rows);
		}
		catch (LogfireException ex) {
			if (!FactReader.isTooLarge(ex)) {
				throw ex;
			}
			return stride.shorten() ? Optional.empty() : Optional.of(this.logfire.readWhole(slice, share));
		}
	}

	// After a longer absence than Logfire keeps spans, some were never read
	private void noteGap(Instant readThrough) {
		TimeRange lost = new TimeRange(readThrough.minus(LATEST_START), oldestInLogfire());
		if (readThrough.isBefore(lost.end())) {
			logger.warn("The history has a gap from {} to {}: Logfire no longer has these spans", lost.start(),
					lost.end());
			this.store.save(this.store.coverage().without(lost));
		}
	}

	private boolean fillBefore(FeedState state, Coverage coverage, TimeRange missing, MemoryShare share) {
		Instant end = missing.hasEnd() ? missing.end() : now();
		Instant start = TimeRange.later(missing.start(),
				end.minus(this.backfill.length()).truncatedTo(ChronoUnit.HOURS));
		Slice slice = Slice.ofStarts(new TimeRange(start, missing.end()), state.firstCursor());
		read(slice, this.backfill, share).ifPresent((rows) -> {
			this.store.replace(slice, rows);
			this.store.save(coverage.with(slice.starts()));
			this.store.save(state.changed());
		});
		return true;
	}

	// Whatever was settled when the backfill read it is complete
	private boolean reconcile(FeedState state, Coverage coverage, MemoryShare share) {
		Instant reconciled = state.reconciledThrough();
		if (reconciled == null) {
			Instant settled = state.firstCursor().minus(this.settling.time()).truncatedTo(ChronoUnit.DAYS);
			this.store.save(state.reconciledThrough(settled));
			return true;
		}
		TimeRange day = new TimeRange(reconciled, reconciled.plus(A_DAY));
		if (!this.settling.isOver(day.end(), state.readThrough()) || !coverage.covers(day)) {
			return false;
		}
		Slice facts = Slice.ofStarts(day, state.readThrough());
		boolean differs = false;
		for (long hour : differentHours(this.logfire.hours(facts), this.store.hours(facts))) {
			Instant start = Instant.EPOCH.plus(Duration.ofHours(hour));
			Slice again = Slice.ofStarts(new TimeRange(start, start.plus(Duration.ofHours(1))), state.readThrough());
			this.store.replace(again, this.logfire.readWhole(again, share));
			logger.warn("The history had other facts than Logfire in the hour from {}: read again", start);
			differs = true;
		}
		FeedState compared = state.reconciledThrough(day.end());
		this.store.save(differs ? compared.changed() : compared);
		return true;
	}

	private static TreeSet<Long> differentHours(Map<Long, Long> logfire, Map<Long, Long> store) {
		TreeSet<Long> hours = new TreeSet<>(logfire.keySet());
		hours.addAll(store.keySet());
		hours.removeIf((hour) -> logfire.getOrDefault(hour, 0L).equals(store.getOrDefault(hour, 0L)));
		return hours;
	}

	private Instant oldestInLogfire() {
		return now().minus(Duration.ofDays(this.retention.retentionDays()));
	}

	// Databases store microseconds
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * The work of one step.
	 *
	 * @param <T> the result
	 */
	@FunctionalInterface
	private interface Step<T> {

		T take(FeedState state, MemoryShare share);

	}

}
