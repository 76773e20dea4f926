package ai.potpie.analyticsapi.security.apitoken;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * The API tokens and whose data each reads.
 *
 * @param apiTokens entries like {@code user_123=<token>} or {@code *=sha256:<hex>}
 * @param apiTokensFile a file with more of them, one a line
 * @param allowWeakTokens whether a token is accepted that could be guessed
 */
@ConfigurationProperties("analytics")
record ApiTokenProperties(@DefaultValue List<String> apiTokens, @Nullable String apiTokensFile,
		@DefaultValue("false") boolean allowWeakTokens) {

	@Nullable ApiTokenFile file() {
		return StringUtils.hasText(this.apiTokensFile) ? new ApiTokenFile(Path.of(this.apiTokensFile)) : null;
	}

	/** Without the tokens. */
	@Override
	public String toString() {
		return "ApiTokenProperties[apiTokens=%d, allowWeakTokens=%s]".formatted(this.apiTokens.size(),
				this.allowWeakTokens);
	}

}
