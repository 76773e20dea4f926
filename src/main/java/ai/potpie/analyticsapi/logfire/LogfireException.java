package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Logfire did not answer a query. The {@link Reason} decides what a caller of the API is
 * told; the message is ours and is for our log: it holds no token, no SQL and no text
 * that came from Logfire.
 */
public class LogfireException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private final @Nullable Duration retryAfter;

	public LogfireException(Reason reason, String message) {
		this(reason, message, null, null);
	}

	public LogfireException(Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
		this.retryAfter = retryAfter;
	}

	public Reason reason() {
		return this.reason;
	}

	/** How long Logfire asked us to wait, if it did. */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/** Why Logfire did not answer, or was not asked. */
	public enum Reason {

		/** No read token is configured. */
		NOT_CONFIGURED,

		/** The read token was refused (401, 403). */
		UNAUTHORIZED,

		/** Our query was refused (400, 422, any other 4xx). */
		REJECTED,

		/**
		 * The organization's plan is blocked or its quota is spent (402, 429 without
		 * Retry-After).
		 */
		QUOTA_EXHAUSTED,

		/** Too many requests for now (429 with Retry-After). */
		RATE_LIMITED,

		/** Logfire says that it is unavailable for now (503). */
		UNAVAILABLE,

		/** Connection trouble, 5xx, a redirect, or an answer that is not whole. */
		FAILED,

		/** No whole answer in time. */
		TIMED_OUT,

		/** The answer is larger than we accept. */
		TOO_LARGE,

		/** The answer reached its row limit, so it may not be whole. */
		TRUNCATED,

		/** It was not asked: it keeps failing, and is left alone for a moment. */
		SUSPENDED,

		/** It was not asked: too many questions of ours are under way. */
		BUSY;

		/** Whether the same call may succeed in a moment. */
		boolean mayPass() {
			return isOutage() || this == RATE_LIMITED;
		}

		/** Whether it is ours to mend: it does not pass. */
		public boolean isOurs() {
			return this == UNAUTHORIZED || this == REJECTED;
		}

		/** Whether it says that Logfire as such does not work. */
		boolean isOutage() {
			return this == UNAVAILABLE || this == FAILED || this == TIMED_OUT;
		}

	}

}
