package ai.potpie.analyticsapi.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds how often an issuer is asked, whatever callers send: a token with a made-up key
 * id costs nothing to make.
 */
class FetchLimit {

	private static final int FETCHES = 4;

	private static final Duration WINDOW = Duration.ofSeconds(30);

	private final Clock clock;

	private final Deque<Instant> recent = new ArrayDeque<>();

	FetchLimit(Clock clock) {
		this.clock = clock;
	}

	synchronized boolean tryAcquire() {
		Instant now = this.clock.instant();
		while (!this.recent.isEmpty() && !this.recent.getFirst().plus(WINDOW).isAfter(now)) {
			this.recent.removeFirst();
		}
		return this.recent.size() < FETCHES && this.recent.add(now);
	}

}
