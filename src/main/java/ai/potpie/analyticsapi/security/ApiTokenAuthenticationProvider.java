package ai.potpie.analyticsapi.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/**
 * Accepts the configured API tokens. Another kind of token is another provider beside
 * this one.
 */
class ApiTokenAuthenticationProvider implements AuthenticationProvider, KnownTokens {

	private final ApiTokenSource source;

	ApiTokenAuthenticationProvider(ApiTokenSource source) {
		this.source = source;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		Caller caller = find(((BearerToken) authentication).getCredentials());
		if (caller == null) {
			throw new BadCredentialsException("Not one of the API tokens");
		}
		return new CallerAuthentication(caller);
	}

	@Override
	public @Nullable Caller find(String token) {
		return this.source.tokens().find(token);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return BearerToken.class.isAssignableFrom(authentication);
	}

}
