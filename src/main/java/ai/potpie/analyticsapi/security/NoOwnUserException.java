package ai.potpie.analyticsapi.security;

/**
 * A caller that may read everyone's data, and so has no user of its own, asked for its
 * own data.
 */
public class NoOwnUserException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoOwnUserException() {
		super("This token reads everyone's data and has no user of its own. Ask for a user by"
				+ " /api/v1/analytics/user/{user_id} instead.");
	}

}
