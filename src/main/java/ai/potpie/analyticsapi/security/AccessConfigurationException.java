package ai.potpie.analyticsapi.security;

/**
 * The service can not know who may call it. Stops the start.
 */
class AccessConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	AccessConfigurationException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
