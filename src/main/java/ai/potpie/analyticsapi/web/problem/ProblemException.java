package ai.potpie.analyticsapi.web.problem;

import org.springframework.http.HttpStatus;

/**
 * A request that cannot be answered, for a reason that the caller is told.
 */
public class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	/**
	 * Creates an exception.
	 * @param detail what is wrong and what the caller can do
	 */
	public ProblemException(HttpStatus status, String detail) {
		super(detail);
		this.status = status;
	}

	HttpStatus status() {
		return this.status;
	}

	String detail() {
		return String.valueOf(getMessage());
	}

}
