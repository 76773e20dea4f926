package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import ai.potpie.analyticsapi.analytics.counting.RedundantFacts;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.TimeRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the {@link RedundantFacts} of days that were compared with Logfire and get no
 * facts any more, the oldest days first.
 */
class Compaction {

	private static final Logger logger = LoggerFactory.getLogger(Compaction.class);

	/** So many facts at once let nobody who writes wait for long. */
	private static final int MOST_FACTS = 50_000;

	private static final Duration MOST_TIME = Duration.ofDays(32);

	private final FactStore store;

	Compaction(FactStore store) {
		this.store = store;
	}

	/** Takes the next step; returns whether there may be more to do. */
	boolean next(FeedState state, Coverage coverage) {
		Optional<Instant> first = Optional.ofNullable(state.compactedThrough()).or(coverage::first);
		Instant end = end(state);
		if (first.isEmpty() || !first.get().isBefore(end)) {
			return false;
		}
		TimeRange part = part(new TimeRange(first.get(), end));
		int deleted = this.store.deleteRedundant(part);
		logger.debug("{} facts from {} to {} were redundant", deleted, part.start(), part.end());
		this.store.save(state.compactedThrough(part.end()));
		return true;
	}

	/** The end of the days that get no facts any more, neither those near to them. */
	private static Instant end(FeedState state) {
		Instant reconciled = Optional.ofNullable(state.reconciledThrough()).orElse(Instant.EPOCH);
		Instant last = state.readThrough().minus(Feed.LATEST_START).minus(RedundantFacts.REACH);
		return TimeRange.earlier(reconciled, last).truncatedTo(ChronoUnit.DAYS);
	}

	private TimeRange part(TimeRange range) {
		Duration length = MOST_TIME;
		TimeRange part = range.first(length);
		while (length.compareTo(OlderFacts.A_DAY) > 0 && this.store.count(part) > MOST_FACTS) {
			length = length.dividedBy(2);
			part = range.first(length);
		}
		return part;
	}

}
