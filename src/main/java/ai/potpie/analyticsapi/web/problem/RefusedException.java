package ai.potpie.analyticsapi.web.problem;

import org.springframework.http.HttpStatus;

/**
 * Thrown when a request cannot be served as it is.
 */
public class RefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	/**
	 * Creates the exception.
	 * @param detail what is wrong and what the caller can do
	 */
	public RefusedException(HttpStatus status, String detail) {
		super(detail);
		this.status = status;
	}

	public HttpStatus status() {
		return this.status;
	}

}
