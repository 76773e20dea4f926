package ai.potpie.analyticsapi.security;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of which is known whose they are, without asking an issuer or checking a
 * signature.
 */
interface KnownTokens {

	/**
	 * Who may use a token right now; null if it is not known, which may yet be found out.
	 */
	@Nullable Caller find(String token);

}
