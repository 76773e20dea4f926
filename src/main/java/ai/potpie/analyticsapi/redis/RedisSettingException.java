package ai.potpie.analyticsapi.redis;

/**
 * A setting can not be meant. Stops the start.
 */
class RedisSettingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	RedisSettingException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
