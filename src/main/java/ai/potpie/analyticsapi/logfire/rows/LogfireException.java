package ai.potpie.analyticsapi.logfire.rows;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when neither Logfire nor the history answered a query. The {@link Reason}
 * decides which error a caller of the API gets. The message is for the service's own log:
 * it has no token, no SQL and no text from Logfire.
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

	/**
	 * The failure of whoever waited while the service is being stopped. The thread stays
	 * interrupted.
	 */
	public static LogfireException stopping(InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new LogfireException(Reason.BUSY, "The service is being stopped", Duration.ofSeconds(1), ex);
	}

	public Reason reason() {
		return this.reason;
	}

	/** The time that Logfire asked the service to wait; null if it did not. */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/** Why Logfire did not answer, or was not asked. */
	public enum Reason {

		/** No read token is configured. */
		NOT_CONFIGURED,

		/** The read token was refused (401, 403). */
		UNAUTHORIZED,

		/** Logfire refused the query (400, 422, any other 4xx). */
		REJECTED,

		/**
		 * The organization's plan is blocked or its quota is spent (402, 429 without
		 * Retry-After).
		 */
		QUOTA_EXHAUSTED,

		/** Too many requests for now (429 with Retry-After). */
		RATE_LIMITED,

		/** Logfire says that it is unavailable for now (503 with Retry-After). */
		UNAVAILABLE,

		/**
		 * A failed connection, any other 5xx, a 408, a redirect, or an incomplete answer.
		 */
		FAILED,

		/** The answer was not complete in time. */
		TIMED_OUT,

		/** The answer is larger than the service accepts. */
		TOO_LARGE,

		/** The answer reached its row limit, so it may be incomplete. */
		TRUNCATED,

		/**
		 * Logfire was not asked, because the circuit breaker is open after many failures.
		 */
		SUSPENDED,

		/** Logfire was not asked, because too many questions are under way. */
		BUSY,

		/**
		 * The history does not answer, and Logfire cannot answer in its place.
		 */
		NO_HISTORY;

		/** Whether a retry of the same call may succeed. */
		public boolean mayPass() {
			return isOutage() || this == RATE_LIMITED;
		}

		/**
		 * Whether only the service's operators can fix the failure, which does not pass
		 * by itself.
		 */
		public boolean isOurs() {
			return this == UNAUTHORIZED || this == REJECTED;
		}

		/** Whether the failure means that Logfire as a whole does not work. */
		public boolean isOutage() {
			return this == UNAVAILABLE || this == FAILED || this == TIMED_OUT;
		}

	}

}
