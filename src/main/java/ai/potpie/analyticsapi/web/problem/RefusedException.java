package ai.potpie.analyticsapi.web.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Thrown when a request cannot be served as it is.
 */
public class RefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates the exception.
	 * @param detail what is wrong and what the caller can do
	 */
	public RefusedException(HttpStatus status, String detail) {
		this(status, detail, null);
	}

	/**
	 * Creates the exception.
	 * @param detail what is wrong and what the caller can do
	 * @param retryAfter when the same request may succeed; null if it will not
	 */
	public RefusedException(HttpStatus status, String detail, @Nullable Duration retryAfter) {
		super(detail);
		this.status = status;
		this.retryAfter = retryAfter;
	}

	public HttpStatus status() {
		return this.status;
	}

	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
