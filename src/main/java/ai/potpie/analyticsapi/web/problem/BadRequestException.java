package ai.potpie.analyticsapi.web.problem;

import java.util.List;

/**
 * Thrown when parts of a request are wrong.
 */
public class BadRequestException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<ParameterError> errors;

	/**
	 * Creates the exception.
	 * @param errors all that is wrong
	 */
	public BadRequestException(List<ParameterError> errors) {
		super(errors.toString());
		this.errors = List.copyOf(errors);
	}

	public List<ParameterError> errors() {
		return this.errors;
	}

}
