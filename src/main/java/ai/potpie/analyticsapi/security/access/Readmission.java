package ai.potpie.analyticsapi.security.access;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

/**
 * Re-checks what can change between identical requests: the token and the rate limit.
 * What the caller may read does not change.
 */
public class Readmission {

	private final RequestAuthenticator authenticator;

	private final RateLimits limits;

	Readmission(RequestAuthenticator authenticator, RateLimits limits) {
		this.authenticator = authenticator;
		this.limits = limits;
	}

	/**
	 * Returns the caller of a request.
	 * @return null if the token is missing or refused, which the security chain answers,
	 * and for a caller that may read everyone's data: each of its requests goes through
	 * the chain to the audit log
	 */
	public @Nullable Caller caller(HttpServletRequest request) {
		try {
			CallerAuthentication authentication = this.authenticator.convert(request);
			return (authentication != null && !authentication.getPrincipal().mayReadEveryone())
					? authentication.getPrincipal() : null;
		}
		catch (AuthenticationException ex) {
			return null;
		}
	}

	/**
	 * Counts a request, and writes what is left to the response.
	 * @return whether the rate limit allows this request
	 */
	public boolean count(Caller caller, HttpServletResponse response) {
		return this.limits.use(caller, response) == null;
	}

}
