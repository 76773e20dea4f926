package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The time in which Logfire does not want to be asked: until its Retry-After is over, no
 * call is made with the token that was asked to wait.
 */
class CallPause {

	/** Whatever Logfire says, somebody may have raised the limit. */
	private static final Duration LONGEST = Duration.ofHours(1);

	private final AtomicReference<Deadline> end;

	private final Ticker ticker;

	CallPause(Ticker ticker) {
		this.ticker = ticker;
		this.end = new AtomicReference<>(Deadline.in(Duration.ZERO, ticker));
	}

	void begin(Duration retryAfter) {
		Deadline next = Deadline.in((retryAfter.compareTo(LONGEST) < 0) ? retryAfter : LONGEST, this.ticker);
		this.end.accumulateAndGet(next, (one, other) -> (one.left().compareTo(other.left()) > 0) ? one : other);
	}

	/**
	 * Lets a call pass, unless it is to wait.
	 * @throws LogfireException if it is
	 */
	void check() {
		Duration left = this.end.get().left();
		if (!left.isZero()) {
			throw new LogfireException(Reason.RATE_LIMITED, "Logfire has asked this service to wait", left, null);
		}
	}

}
