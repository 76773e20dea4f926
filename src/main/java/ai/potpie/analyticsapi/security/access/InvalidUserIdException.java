package ai.potpie.analyticsapi.security.access;

import org.springframework.security.access.AccessDeniedException;

/**
 * The user id in the path is not valid. It counts as denied access, so that no question
 * is asked, and its message describes valid ids.
 */
public class InvalidUserIdException extends AccessDeniedException {

	private static final long serialVersionUID = 1L;

	InvalidUserIdException(String message) {
		super(message);
	}

}
