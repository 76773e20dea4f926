package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;

/**
 * One call that the breaker permitted. How it went is told once: a stream has been
 * answered when its first row is here, whatever becomes of the rest.
 */
final class LogfireAttempt {

	/**
	 * All wait for a call that looks whether Logfire is back: one that began to hang just
	 * before must not hold them for long.
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

	/** Ends an attempt of which there is nothing to tell. */
	void end() {
		if (!this.told) {
			this.told = true;
			this.breaker.releasePermission();
		}
	}

}
