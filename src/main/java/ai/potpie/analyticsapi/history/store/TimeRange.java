package ai.potpie.analyticsapi.history.store;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;

/**
 * A range of moments.
 *
 * @param start the first moment
 * @param end the first moment after it; {@link #OPEN_END} if it has no end
 */
public record TimeRange(Instant start, Instant end) {

	public static final Instant OPEN_END = LogfireQuery.OPEN_END;

	public boolean isEmpty() {
		return !this.start.isBefore(this.end);
	}

	public boolean hasEnd() {
		return !this.end.equals(OPEN_END);
	}

	/** The part that begins at a moment or later. */
	public TimeRange from(Instant moment) {
		return new TimeRange(later(this.start, moment), this.end);
	}

	/** The first part, of a length at most. */
	public TimeRange first(Duration length) {
		return new TimeRange(this.start, earlier(this.start.plus(length), this.end));
	}

	/** Its length, of what is not after a moment. */
	public Duration length(Instant now) {
		return Duration.between(this.start, earlier(this.end, now));
	}

	boolean overlaps(TimeRange other) {
		return other.start.isBefore(this.end) && this.start.isBefore(other.end);
	}

	boolean contains(TimeRange other) {
		return !other.start.isBefore(this.start) && !other.end.isAfter(this.end);
	}

	public static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	public static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

}
