package ai.potpie.analyticsapi.security;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask, and from which web pages.
 *
 * @param apiTokens entries like {@code user_123=<token>} or {@code *=sha256:<hex>}
 * @param userIdPattern what a user id looks like
 * @param corsAllowedOrigins origins like {@code https://dashboard.example.com} whose
 * pages may call this API from a browser
 */
@ConfigurationProperties("analytics")
record AccessProperties(@DefaultValue List<String> apiTokens,
		@DefaultValue("[A-Za-z0-9._@:|+~-]{1,128}") Pattern userIdPattern,
		@DefaultValue List<String> corsAllowedOrigins) {

	/** Without the tokens. */
	@Override
	public String toString() {
		return "AccessProperties[apiTokens=%d, userIdPattern=%s, corsAllowedOrigins=%s]"
			.formatted(this.apiTokens.size(), this.userIdPattern, this.corsAllowedOrigins);
	}

}
