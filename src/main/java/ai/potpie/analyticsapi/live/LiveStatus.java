package ai.potpie.analyticsapi.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import ai.potpie.analyticsapi.history.WatchedFeed;

/**
 * How new the numbers are.
 *
 * @param state whether the feed reads new facts in time
 * @param asOf the moment up to which the numbers are complete, in UTC
 * @param intervalS the time from one read of new facts to the next, in seconds
 */
record LiveStatus(State state, Instant asOf, long intervalS) {

	/** A read of new facts takes a moment, and may have to be repeated. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	static LiveStatus of(WatchedFeed feed, Clock clock) {
		Duration interval = feed.interval();
		Instant asOf = feed.asOf();
		boolean late = asOf.plus(interval.multipliedBy(2)).plus(PATIENCE).isBefore(clock.instant());
		return new LiveStatus(late ? State.STALE : State.FRESH, asOf.truncatedTo(ChronoUnit.MILLIS),
				Math.max(1, interval.toSeconds()));
	}

	/** The members of a JSON object. */
	String json() {
		return "\"state\":\"%s\",\"as_of\":\"%s\",\"interval_s\":%d".formatted(this.state.label(), this.asOf,
				this.intervalS);
	}

	/** Whether the numbers are up to date. */
	enum State {

		FRESH, STALE;

		String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
