package ai.potpie.analyticsapi.history;

import java.time.Instant;

/**
 * A range of moments.
 *
 * @param start the first moment
 * @param end the first moment after it; {@link #OPEN_END} if it has no end
 */
record TimeRange(Instant start, Instant end) {

	/** Later than any span, and a moment that databases can store. */
	static final Instant OPEN_END = Instant.parse("9999-12-31T00:00:00Z");

	boolean isEmpty() {
		return !this.start.isBefore(this.end);
	}

	boolean contains(TimeRange other) {
		return !other.start.isBefore(this.start) && !other.end.isAfter(this.end);
	}

}
