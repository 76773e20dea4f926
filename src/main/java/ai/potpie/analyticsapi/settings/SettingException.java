package ai.potpie.analyticsapi.settings;

/**
 * A setting is missing or wrong. Stops the start.
 */
public class SettingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param message what is wrong, without the setting's value if that may be a secret
	 * @param action what to set instead
	 */
	public SettingException(String message, String action) {
		super(message);
		this.action = action;
	}

	public String action() {
		return this.action;
	}

}
