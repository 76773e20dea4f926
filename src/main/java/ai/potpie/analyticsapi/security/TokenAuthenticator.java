package ai.potpie.analyticsapi.security;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

/**
 * Authenticates callers by one kind of token.
 */
public interface TokenAuthenticator {

	/**
	 * Returns the caller of a token; null if it is of another kind, or not accepted.
	 * @throws AuthenticationException if the token cannot be checked at the moment
	 */
	@Nullable Caller authenticate(BearerToken token);

	/** When an accepted token expires; null if it does not, or is of another kind. */
	default @Nullable Instant expiry(BearerToken token) {
		return null;
	}

}
