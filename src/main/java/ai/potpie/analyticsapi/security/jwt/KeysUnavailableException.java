package ai.potpie.analyticsapi.security.jwt;

import org.springframework.security.core.AuthenticationException;

/**
 * A JWT cannot be checked, because its issuer's keys are unavailable.
 */
public class KeysUnavailableException extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	KeysUnavailableException(Exception cause) {
		super("No keys of the token's issuer are known", cause);
	}

}
