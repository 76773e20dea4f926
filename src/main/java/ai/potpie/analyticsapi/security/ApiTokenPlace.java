package ai.potpie.analyticsapi.security;

/**
 * Where API tokens are configured, in the words that help to find a bad entry.
 */
enum ApiTokenPlace {

	SETTING("Entry %d of ANALYTICS_API_TOKENS", "separated by commas"),

	FILE("Line %d of ANALYTICS_API_TOKENS_FILE", "one a line");

	private final String position;

	private final String separated;

	ApiTokenPlace(String position, String separated) {
		this.position = position;
		this.separated = separated;
	}

	AccessConfigurationException malformed(int position, String what) {
		return refusal(position, what,
				"Write each entry as user_123=<token>, *=<token> or *=sha256:<hex>, " + this.separated + ".");
	}

	AccessConfigurationException weak(int position) {
		return refusal(position, "has a token that could be guessed: it has less than 128 bits of entropy",
				"Make a token with 'java -jar analytics-api.jar token user_123', which prints the entry too, or with"
						+ " 'openssl rand -hex 32'.");
	}

	private AccessConfigurationException refusal(int position, String what, String action) {
		return new AccessConfigurationException(this.position.formatted(position) + " " + what + ".", action);
	}

}
