package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The pause that Logfire asked for: until its Retry-After is over, the service makes no
 * call with that read token.
 */
class CallPause {

	/**
	 * A longer Retry-After is cut to this, because somebody may have raised the limit.
	 */
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
	 * Checks that a call may be made now.
	 * @throws LogfireException if the pause is not over
	 */
	void check() {
		Duration left = this.end.get().left();
		if (!left.isZero()) {
			throw new LogfireException(Reason.RATE_LIMITED, "Logfire has asked this service to wait", left, null);
		}
	}

}
