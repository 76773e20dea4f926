package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;

/**
 * Decides whether and when a failed call is retried: soon, after a random wait, so that
 * calls that failed together do not return together, and no more often than the allowance
 * permits.
 */
class RetryRules {

	private final ResilienceProperties properties;

	private final RetryAllowance allowance;

	RetryRules(ResilienceProperties properties) {
		this.properties = properties;
		this.allowance = new RetryAllowance(properties.retryAllowance(), properties.retryReserve());
	}

	void answered() {
		this.allowance.answered();
	}

	/**
	 * The time to wait before the next try.
	 * @param tries the number of tries so far
	 * @return empty if there should be no further try
	 */
	Optional<Duration> waitAfter(LogfireException failure, int tries, Deadline deadline) {
		if (tries >= this.properties.maxTries() || !failure.reason().mayPass()) {
			return Optional.empty();
		}
		Duration wait = backoff(tries);
		Duration retryAfter = failure.retryAfter();
		if (retryAfter != null) {
			if (retryAfter.compareTo(this.properties.maxRetryAfter()) > 0) {
				return Optional.empty();
			}
			wait = retryAfter.plus(wait);
		}
		boolean inTime = wait.compareTo(deadline.left()) < 0;
		return (inTime && this.allowance.take()) ? Optional.of(wait) : Optional.empty();
	}

	private Duration backoff(int tries) {
		long doubled = this.properties.retryDelay().toNanos() << (tries - 1);
		long longest = Math.min(doubled, this.properties.maxRetryDelay().toNanos());
		return Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest + 1));
	}

}
