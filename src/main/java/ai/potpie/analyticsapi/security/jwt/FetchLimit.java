package ai.potpie.analyticsapi.security.jwt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Bounds how often an issuer is asked, whatever callers send: a token with a made-up key
 * id costs nothing to make.
 */
class FetchLimit {

	private static final int FETCHES = 4;

	private static final Duration WINDOW = Duration.ofSeconds(30);

	private final Ticker ticker;

	private final Deque<Long> recent = new ArrayDeque<>();

	/**
	 * Creates a limit that nothing was counted by.
	 * @param ticker measures time; a clock that is set back would keep the issuer from
	 * being asked
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
