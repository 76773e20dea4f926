package ai.potpie.analyticsapi.security;

import org.springframework.security.authentication.InternalAuthenticationServiceException;

/**
 * A JWT can not be checked, because its issuer's keys are not to be had. Of this kind, so
 * that no one else is asked whether the token is theirs.
 */
public class KeysUnavailableException extends InternalAuthenticationServiceException {

	private static final long serialVersionUID = 1L;

	KeysUnavailableException(Exception cause) {
		super("No keys of the token's issuer are known", cause);
	}

}
