package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.history.store.FactReader;
import ai.potpie.analyticsapi.history.store.FactRows;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.HistoryTransactions;
import ai.potpie.analyticsapi.history.store.Slice;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the store from Logfire, one step at a time. A step is one transaction, which also
 * moves the marker of how far the feed has read: whatever interrupts a step, the next
 * begins where the last complete one ended. One replica at a time takes a step, and only
 * those whose rules are {@linkplain RulesInForce in force}.
 * <p>
 * The tail follows the time of creation, at which Logfire stored a record. Once it is
 * more than {@link #FINAL_AFTER} past, no record gets it any more. Facts that were
 * created later are provisional: each tick replaces them. {@link OlderFacts} reads what
 * was created before the tail began.
 */
class Feed {

	/** As Logfire documents for its column {@code created_at}. */
	static final Duration FINAL_AFTER = Duration.ofMinutes(5);

	/** Logfire takes in spans of the last 24 hours. */
	static final Duration LATEST_START = Duration.ofHours(25);

	private static final Logger logger = LoggerFactory.getLogger(Feed.class);

	private final FactStore store;

	private final FactReader logfire;

	private final HistoryTransactions transactions;

	private final OlderFacts older;

	private final RetentionProperties retention;

	private final Clock clock;

	private final String rules;

	private final RulesInForce rulesInForce;

	private final Stride stride = new Stride(Duration.ofDays(2));

	/**
	 * Creates a feed.
	 * @param interval the time from one tick to the next while nobody asks
	 */
	Feed(FactStore store, FactReader logfire, HistoryTransactions transactions, OlderFacts older,
			RetentionProperties retention, Duration interval, Clock clock) {
		this.store = store;
		this.logfire = logfire;
		this.transactions = transactions;
		this.older = older;
		this.retention = retention;
		this.clock = clock;
		this.rules = logfire.rulesDigest();
		this.rulesInForce = new RulesInForce(this.rules, interval.multipliedBy(2).plusMinutes(1), clock);
	}

	/** The shortest time between ticks that the feed's share of calls can sustain. */
	Duration pace() {
		return this.logfire.pace();
	}

	/**
	 * Reads new facts.
	 * @return false if it is for another replica
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
	 * Does something about older facts.
	 * @return whether there is more to do; empty if it is for another replica
	 * @throws LogfireException if Logfire does not answer
	 */
	Optional<Boolean> catchUp() {
		return inStep((step) -> this.older.next(step, now()));
	}

	private <T> Optional<T> inStep(Function<FeedStep, T> work) {
		try (MemoryShare memory = this.logfire.share()) {
			return this.transactions.ifFree(() -> {
				Optional<FeedState> saved = this.store.state();
				return this.rulesInForce.areOfAnother(saved) ? Optional.<T>empty() : Optional
					.of(work.apply(new FeedStep(state(saved), this.store.erased(), this.logfire, memory)));
			}).flatMap(Function.identity());
		}
	}

	private FeedState state(Optional<FeedState> saved) {
		return saved.filter((state) -> state.rules().equals(this.rules)).orElseGet(() -> begin(saved));
	}

	// Facts of other rules stay where Logfire no longer has the spans to read again, or
	// will not have them when it is their turn
	private FeedState begin(Optional<FeedState> before) {
		TimeRange again = new TimeRange(this.retention.oldestStart(now()).plus(OlderFacts.A_DAY), TimeRange.OPEN_END);
		this.store.delete(Slice.ofStarts(again, TimeRange.OPEN_END));
		this.store.save(this.store.coverage().without(again));
		Instant cursor = now().minus(FINAL_AFTER);
		Instant otherRulesUntil = this.store.coverage().ranges().isEmpty() ? null : again.start();
		FeedState state = before
			.map((other) -> other.beginAgain(this.rules, cursor, otherRulesUntil).compactedBefore(again.start()))
			.orElseGet(() -> FeedState.begin(this.rules, cursor));
		this.store.save(state);
		return state;
	}

	/** Returns whether facts are left to read. */
	private boolean readTail(FeedStep step) {
		FeedState state = step.state();
		Instant asOf = now();
		Instant from = state.readThrough();
		Instant through = TimeRange.later(from, asOf.minus(FINAL_AFTER));
		Instant end = from.plus(this.stride.length());
		boolean isLast = !end.isBefore(through);
		noteGap(from);
		Slice slice = Slice.ofCreations(from.minus(LATEST_START),
				new TimeRange(from, isLast ? TimeRange.OPEN_END : end));
		// What is provisional cannot be left to the next slice
		Duration length = Duration.between(from, isLast ? through : end);
		Optional<FactRows> rows = step.read(slice, length, this.stride);
		if (rows.isEmpty()) {
			return true;
		}
		this.store.replace(slice, rows.get());
		this.store.save(isLast ? state.readThrough(through, asOf) : state.readThrough(end, state.asOf()));
		return !isLast;
	}

	// After a longer absence than Logfire keeps spans, some were never read
	private void noteGap(Instant readThrough) {
		TimeRange lost = new TimeRange(readThrough.minus(LATEST_START), this.retention.oldestStart(now()));
		if (readThrough.isBefore(lost.end())) {
			logger.warn("The history has a gap from {} to {}: Logfire no longer has these spans", lost.start(),
					lost.end());
			this.store.save(this.store.coverage().without(lost));
			this.store.deleteRollups(lost);
		}
	}

	// Databases store microseconds
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
