package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * Until when an answer is of use to whoever waits for it.
 *
 * @param nanoTime the end, by {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {

	public static Deadline in(Duration time) {
		return new Deadline(System.nanoTime() + time.toNanos());
	}

	/** The time left, which is zero when it is over. */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
	}

	/** The shorter of this and the time left. */
	Duration atMost(Duration time) {
		Duration left = left();
		return (time.compareTo(left) < 0) ? time : left;
	}

}
