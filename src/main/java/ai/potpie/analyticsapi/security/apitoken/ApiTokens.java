package ai.potpie.analyticsapi.security.apitoken;

import java.util.List;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The configured API tokens, as SHA-256 only.
 */
class ApiTokens {

	private final List<ApiToken> tokens;

	ApiTokens(List<ApiToken> tokens) {
		this.tokens = List.copyOf(tokens);
	}

	int size() {
		return this.tokens.size();
	}

	/** Compares with every token, so that the time it takes tells nothing about them. */
	@Nullable Caller find(BearerToken presented) {
		Caller found = null;
		for (ApiToken token : this.tokens) {
			if (token.matches(presented.digest())) {
				found = token.caller();
			}
		}
		return found;
	}

}
