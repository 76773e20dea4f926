package ai.potpie.analyticsapi.web.problem;

/**
 * A parameter has a value that is not accepted, and no record of parameters declares it.
 */
public class BadParameterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String parameter;

	/**
	 * Creates the exception.
	 * @param message the error, as the end of a sentence that begins with the name
	 */
	public BadParameterException(String parameter, String message) {
		super(message);
		this.parameter = parameter;
	}

	String parameter() {
		return this.parameter;
	}

}
