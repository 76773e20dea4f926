package ai.potpie.analyticsapi.security.apitoken;

import java.util.List;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.TokenAuthenticator;
import ai.potpie.analyticsapi.settings.SettingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the API tokens of the settings and of the file, which may change while the
 * service runs. A new version of the file replaces the old one as a whole or not at all.
 */
class ApiTokenSource implements TokenAuthenticator {

	private static final Logger logger = LoggerFactory.getLogger(ApiTokenSource.class);

	private final ApiTokenParser parser;

	private final List<String> entries;

	private final @Nullable ApiTokenFile file;

	private final boolean required;

	private volatile ApiTokens tokens;

	private ApiTokenFile.Version used = ApiTokenFile.Version.NONE;

	private ApiTokenFile.Version seen = ApiTokenFile.Version.NONE;

	/**
	 * Creates a source and reads the tokens.
	 * @param required whether at least one token has to be there, as nobody could call
	 * without
	 */
	ApiTokenSource(ApiTokenParser parser, List<String> entries, @Nullable ApiTokenFile file, boolean required) {
		this.parser = parser;
		this.entries = List.copyOf(entries);
		this.file = file;
		this.required = required;
		if (file != null) {
			this.used = file.version();
		}
		this.tokens = read();
	}

	ApiTokens tokens() {
		return this.tokens;
	}

	@Override
	public @Nullable Caller authenticate(BearerToken token) {
		return this.tokens.find(token);
	}

	/** Rereads a changed file. Call it about every second, from one thread at a time. */
	void refresh() {
		if (this.file == null) {
			return;
		}
		ApiTokenFile.Version before = this.seen;
		this.seen = this.file.version();
		// A file that has just changed may still be being written
		if (this.seen.equals(before) && !this.seen.equals(this.used)) {
			this.used = this.seen;
			replace();
		}
	}

	private void replace() {
		try {
			this.tokens = read();
			logger.info("ANALYTICS_API_TOKENS_FILE has changed: API tokens now are {}", this.tokens.size());
		}
		catch (SettingException ex) {
			logger.error("ANALYTICS_API_TOKENS_FILE has changed, but the API tokens stay those from before. {} {}",
					ex.getMessage(), ex.action());
		}
	}

	private ApiTokens read() {
		List<ApiToken> read = this.parser.parse(List.of(), this.entries, ApiTokenPlace.SETTING);
		if (this.file != null) {
			read = this.parser.parse(read, this.file.lines(), ApiTokenPlace.FILE);
		}
		if (read.isEmpty() && this.required) {
			throw new SettingException("Nobody could call this API: no API token is configured, and no issuer of JWTs.",
					"Set ANALYTICS_API_TOKENS to entries like user_123=<token> (that user's data) or *=<token>"
							+ " (everyone's), separated by commas, or ANALYTICS_API_TOKENS_FILE to a file with one"
							+ " entry a line. Instead of the token itself an entry may hold sha256:<hex>. 'java -jar"
							+ " analytics-api.jar token user_123' makes both. Or set ANALYTICS_JWT_ISSUER and"
							+ " ANALYTICS_JWT_AUDIENCE, and who has a JWT of that issuer reads the data of its user.");
		}
		return new ApiTokens(read);
	}

}
