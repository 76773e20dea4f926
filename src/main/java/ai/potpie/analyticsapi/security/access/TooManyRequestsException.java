package ai.potpie.analyticsapi.security.access;

import java.time.Duration;

/**
 * A caller asked more often than its rate limit allows.
 */
public class TooManyRequestsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Duration retryAfter;

	public TooManyRequestsException(int limit, Duration retryAfter) {
		super("This caller may ask %d times a minute. Wait for the seconds in the header Retry-After, and then ask"
			.formatted(limit) + " less often.");
		this.retryAfter = retryAfter;
	}

	public Duration retryAfter() {
		return this.retryAfter;
	}

}
