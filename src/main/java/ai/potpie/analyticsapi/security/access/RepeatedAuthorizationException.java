package ai.potpie.analyticsapi.security.access;

import org.springframework.security.core.AuthenticationException;

/**
 * More than one {@code Authorization} header: a proxy and we might each believe a
 * different one.
 */
public class RepeatedAuthorizationException extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	RepeatedAuthorizationException() {
		super("Send exactly one Authorization header.");
	}

}
