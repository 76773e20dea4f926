package ai.potpie.analyticsapi.history;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;

/**
 * The length of the next slice, which follows from how many facts the last one had.
 */
final class Stride {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofDays(8);

	private Duration length;

	Stride(Duration length) {
		this.length = length;
	}

	Duration length() {
		return this.length;
	}

	/** Adapts to a slice that was read, and that was shorter if there was no more. */
	void read(Duration slice, int facts) {
		if (facts < LogfireQuery.MAX_LIMIT / 4 && slice.compareTo(this.length) >= 0) {
			this.length = (this.length.compareTo(LONGEST) < 0) ? this.length.multipliedBy(2) : LONGEST;
		}
	}

	/**
	 * Adapts to a slice that was too large.
	 * @return false if slices cannot become shorter
	 */
	boolean shorten(Duration slice) {
		if (slice.compareTo(SHORTEST) <= 0) {
			return false;
		}
		this.length = slice.dividedBy(2);
		return true;
	}

}
