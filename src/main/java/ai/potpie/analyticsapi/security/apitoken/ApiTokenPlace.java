package ai.potpie.analyticsapi.security.apitoken;

import ai.potpie.analyticsapi.settings.SettingException;

/**
 * Where API tokens are configured, with the words that locate a wrong entry.
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

	SettingException malformed(int position, String what) {
		return refusal(position, what,
				"Write each entry as user_123=<token>, *=<token> or *=sha256:<hex>, " + this.separated + ".");
	}

	SettingException weak(int position) {
		return refusal(position, "has a token that could be guessed: it has less than 128 bits of entropy",
				"Make a token with 'java -jar analytics-api.jar token user_123', which prints the entry too, or with"
						+ " 'openssl rand -hex 32'.");
	}

	private SettingException refusal(int position, String what, String action) {
		return new SettingException(this.position.formatted(position) + " " + what + ".", action);
	}

}
