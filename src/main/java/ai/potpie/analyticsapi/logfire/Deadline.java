package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * The time by which a waiting client needs its answer.
 *
 * @param nanoTime the end, by {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {

	public static Deadline in(Duration time) {
		return new Deadline(System.nanoTime() + time.toNanos());
	}

	/** The time left; zero after the deadline. */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
	}

	/** The given time or the time left, whichever is shorter. */
	Duration atMost(Duration time) {
		Duration left = left();
		return (time.compareTo(left) < 0) ? time : left;
	}

}
