package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * One call that the breaker permitted. How it went is told once: a stream has been
 * answered when its first row is here, whatever becomes of the rest.
 */
final class LogfireAttempt {

	private final CircuitBreaker breaker;

	private final RetryRules retries;

	private final CallMetrics metrics;

	private final long start = System.nanoTime();

	private boolean told;

	private boolean answered;

	LogfireAttempt(CircuitBreaker breaker, RetryRules retries, CallMetrics metrics) {
		this.breaker = breaker;
		this.retries = retries;
		this.metrics = metrics;
	}

	Duration took() {
		return Duration.ofNanos(System.nanoTime() - this.start);
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
