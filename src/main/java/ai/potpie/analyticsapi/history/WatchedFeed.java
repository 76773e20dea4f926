package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;

/**
 * The feed, for those who watch what it brings.
 */
public interface WatchedFeed {

	/** Says whether somebody watches, for whom the feed reads more often. */
	void watch(boolean somebody);

	/** The time from one read of new facts to the next. */
	Duration interval();

	/**
	 * The moment up to which the store has everything that Logfire had; long past before
	 * the first read.
	 */
	Instant asOf();

}
