package ai.potpie.analyticsapi.security;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

/**
 * What has to be asked again before a caller has the same as before: is the token still
 * good, and is a request left? Whether that caller may have it does not change.
 */
public class Readmission {

	private final BearerTokenConverter tokens = new BearerTokenConverter();

	private final List<KnownTokens> known;

	private final @Nullable RateLimits limits;

	Readmission(List<KnownTokens> known, @Nullable RateLimits limits) {
		this.known = List.copyOf(known);
		this.limits = limits;
	}

	/**
	 * Who asks.
	 * @return null if the token is not known to be good, and for a caller that may read
	 * everyone's data: the audit log is told of each of its requests on their way
	 */
	public @Nullable Caller caller(HttpServletRequest request) {
		BearerToken token = token(request);
		if (token == null) {
			return null;
		}
		for (KnownTokens each : this.known) {
			Caller caller = each.find(token.getCredentials());
			if (caller != null) {
				return caller.mayReadEveryone() ? null : caller;
			}
		}
		return null;
	}

	/** What is malformed is no token here. */
	private @Nullable BearerToken token(HttpServletRequest request) {
		try {
			return this.tokens.convert(request);
		}
		catch (AuthenticationException ex) {
			return null;
		}
	}

	/**
	 * Counts a request, and says in the response how many are left.
	 * @return whether this one was
	 */
	public boolean count(Caller caller, HttpServletResponse response) {
		return this.limits == null || this.limits.use(caller, response).isConsumed();
	}

}
