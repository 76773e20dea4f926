package ai.potpie.analyticsapi.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * An authenticated caller.
 *
 * @param userId the user whose data this caller may read, {@code null} for everyone's
 * @param tokenHash the first characters of the token's SHA-256: enough to find the token,
 * too little to be it
 */
public record Caller(@Nullable String userId, String tokenHash) implements AuthenticatedPrincipal {

	public boolean mayRead(String user) {
		return mayReadEveryone() || user.equals(this.userId);
	}

	public boolean mayReadEveryone() {
		return this.userId == null;
	}

	/**
	 * Returns the user whose data {@code /me} is.
	 * @throws NoOwnUserException if this caller stands for no user
	 */
	public String ownUser() {
		if (this.userId == null) {
			throw new NoOwnUserException();
		}
		return this.userId;
	}

	@Override
	public String getName() {
		return "token " + this.tokenHash;
	}

}
