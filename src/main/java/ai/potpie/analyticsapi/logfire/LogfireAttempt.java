package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;

/**
 * One call that the circuit breaker permitted. It reports its outcome once: a stream
 * counts as answered when its first row arrives, even if it fails later.
 */
final class LogfireAttempt {

	/**
	 * The longest time of a call that checks whether Logfire works again. All other calls
	 * wait for it, so it must not hang for long.
	 */
	private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

	private final CircuitBreaker breaker;

	private final RetryRules retries;

	private final CallMetrics metrics;

	private final Deadline deadline;

	private final Ticker ticker;

	private final long start;

	private boolean told;

	private boolean answered;

	LogfireAttempt(CircuitBreaker breaker, RetryRules retries, CallMetrics metrics, Deadline deadline, Ticker ticker) {
		this.breaker = breaker;
		this.ticker = ticker;
		this.start = ticker.read();
		this.deadline = (breaker.getState() == State.HALF_OPEN) ? Deadline.in(deadline.atMost(PROBE_TIMEOUT), ticker)
				: deadline;
		this.retries = retries;
		this.metrics = metrics;
	}

	Deadline deadline() {
		return this.deadline;
	}

	Duration took() {
		return Duration.ofNanos(this.ticker.read() - this.start);
	}

	boolean isAnswered() {
		return this.answered;
	}

	void answered() {
		if (!this.told) {
			this.told = true;
			this.answered = true;
			this.metrics.answered(took());
			this.retries.answered();
			this.breaker.onSuccess(took().toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	void failed(LogfireException failure) {
		if (!this.told) {
			this.told = true;
			this.metrics.failed(failure.reason(), took());
			this.breaker.onError(took().toNanos(), TimeUnit.NANOSECONDS, failure);
		}
	}

	/** Ends an attempt that has no outcome to report. */
	void end() {
		if (!this.told) {
			this.told = true;
			this.breaker.releasePermission();
		}
	}

}
