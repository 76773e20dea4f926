package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a call that failed is tried again, and when: soon, at random so that those who
 * failed together do not come back together, and no more often than is allowed.
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
	 * How long to wait before the next try.
	 * @param tries how often it was tried
	 * @return empty if it is not to be tried again
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
