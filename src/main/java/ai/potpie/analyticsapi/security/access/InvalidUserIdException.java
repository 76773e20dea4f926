package ai.potpie.analyticsapi.security.access;

import org.springframework.security.access.AccessDeniedException;

/**
 * The user id in the path can not be one. It counts as denied access so that nothing is
 * asked for it, and its message says what an id looks like.
 */
public class InvalidUserIdException extends AccessDeniedException {

	private static final long serialVersionUID = 1L;

	InvalidUserIdException(String message) {
		super(message);
	}

}
