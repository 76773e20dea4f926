package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;

/**
 * The pause that Logfire asked for: until its Retry-After is over, the service makes no
 * call with that read token.
 */
class CallPause {

	/**
	 * A longer Retry-After is cut to this, because somebody may have raised the limit.
	 */
	private static final Duration LONGEST = Duration.ofHours(1);

	private final AtomicReference<Deadline> end = new AtomicReference<>(Deadline.in(Duration.ZERO));

	void begin(Duration retryAfter) {
		Deadline next = Deadline.in((retryAfter.compareTo(LONGEST) < 0) ? retryAfter : LONGEST);
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
