package ai.potpie.analyticsapi.security;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Who may ask, and from which web pages.
 *
 * @param apiTokens entries like {@code user_123=<token>} or {@code *=sha256:<hex>}
 * @param apiTokensFile a file with more of them, one a line
 * @param allowWeakTokens whether a token is accepted that could be guessed
 * @param userIdPattern what a user id looks like
 * @param corsAllowedOrigins origins like {@code https://dashboard.example.com} whose
 * pages may call this API from a browser
 */
@ConfigurationProperties("analytics")
record AccessProperties(@DefaultValue List<String> apiTokens, @Nullable String apiTokensFile,
		@DefaultValue("false") boolean allowWeakTokens,
		@DefaultValue(AccessProperties.USER_ID_PATTERN) Pattern userIdPattern,
		@DefaultValue List<String> corsAllowedOrigins) {

	static final String USER_ID_PATTERN = "[A-Za-z0-9._@:|+~-]{1,128}";

	@Nullable ApiTokenFile tokenFile() {
		return StringUtils.hasText(this.apiTokensFile) ? new ApiTokenFile(Path.of(this.apiTokensFile)) : null;
	}

	/** Without the tokens. */
	@Override
	public String toString() {
		return "AccessProperties[apiTokens=%d, allowWeakTokens=%s, userIdPattern=%s, corsAllowedOrigins=%s]"
			.formatted(this.apiTokens.size(), this.allowWeakTokens, this.userIdPattern, this.corsAllowedOrigins);
	}

}
