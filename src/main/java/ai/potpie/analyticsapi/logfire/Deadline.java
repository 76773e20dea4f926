package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The time by which a waiting client needs its answer.
 *
 * @param ticker measures the time until then
 * @param end what the ticker reads then
 */
public record Deadline(Ticker ticker, long end) {

	public static Deadline in(Duration time, Ticker ticker) {
		return new Deadline(ticker, ticker.read() + time.toNanos());
	}

	/** The time left; zero after the deadline. */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.end - this.ticker.read()));
	}

	/** The given time or the time left, whichever is shorter. */
	Duration atMost(Duration time) {
		Duration left = left();
		return (time.compareTo(left) < 0) ? time : left;
	}

}
