package ai.potpie.analyticsapi.security.jwt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Limits how often an issuer is asked for keys, whatever callers send: made-up key ids
 * cost them nothing.
 */
class FetchLimit {

	private static final int FETCHES = 4;

	private static final Duration WINDOW = Duration.ofSeconds(30);

	private final Ticker ticker;

	private final Deque<Long> recent = new ArrayDeque<>();

	/**
	 * Creates a limit with no fetches counted.
	 * @param ticker measures time, also when the clock is set back
	 */
	FetchLimit(Ticker ticker) {
		this.ticker = ticker;
	}

	synchronized boolean tryAcquire() {
		long now = this.ticker.read();
		while (!this.recent.isEmpty() && now - this.recent.getFirst() >= WINDOW.toNanos()) {
			this.recent.removeFirst();
		}
		return this.recent.size() < FETCHES && this.recent.add(now);
	}

}
