package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Until when an answer is of use to whoever waits for it.
 *
 * @param ticker measures the time until then
 * @param end what the ticker reads then
 */
public record Deadline(Ticker ticker, long end) {

	public static Deadline in(Duration time, Ticker ticker) {
		return new Deadline(ticker, ticker.read() + time.toNanos());
	}

	/** The time left, which is zero when it is over. */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.end - this.ticker.read()));
	}

	/** The shorter of this and the time left. */
	Duration atMost(Duration time) {
		Duration left = left();
		return (time.compareTo(left) < 0) ? time : left;
	}

}
