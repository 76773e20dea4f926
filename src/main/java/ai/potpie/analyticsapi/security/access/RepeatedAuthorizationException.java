package ai.potpie.analyticsapi.security.access;

import org.springframework.security.core.AuthenticationException;

/**
 * The request has several {@code Authorization} headers: a proxy might have checked
 * another one than this service would.
 */
public class RepeatedAuthorizationException extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	RepeatedAuthorizationException() {
		super("Send exactly one Authorization header.");
	}

}
