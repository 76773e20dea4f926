package ai.potpie.analyticsapi.security.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.TokenAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Authenticates each request once, by its bearer token: whoever asks again gets the same
 * caller or the same exception.
 */
class RequestAuthenticator implements AuthenticationConverter {

	private static final String OUTCOME = RequestAuthenticator.class.getName();

	private final BearerTokenConverter tokens = new BearerTokenConverter();

	private final List<TokenAuthenticator> authenticators;

	RequestAuthenticator(List<TokenAuthenticator> authenticators) {
		this.authenticators = List.copyOf(authenticators);
	}

	/** Returns null for a request without a token. */
	@Override
	public @Nullable CallerAuthentication convert(HttpServletRequest request) {
		Object outcome = request.getAttribute(OUTCOME);
		if (outcome == null) {
			outcome = authenticate(request);
			request.setAttribute(OUTCOME, outcome);
		}
		if (outcome instanceof AuthenticationException refusal) {
			throw refusal;
		}
		return (outcome instanceof Caller caller) ? new CallerAuthentication(caller) : null;
	}

	/** The token of a request; null if it has none. */
	@Nullable BearerToken token(HttpServletRequest request) {
		return this.tokens.convert(request);
	}

	private @Nullable Object authenticate(HttpServletRequest request) {
		try {
			BearerToken token = token(request);
			return (token != null) ? authenticate(token) : null;
		}
		catch (AuthenticationException ex) {
			return ex;
		}
	}

	/**
	 * The caller of a token.
	 * @throws AuthenticationException if no authenticator accepts it
	 */
	Caller authenticate(BearerToken token) {
		for (TokenAuthenticator each : this.authenticators) {
			Caller caller = each.authenticate(token);
			if (caller != null) {
				return caller;
			}
		}
		throw new BadCredentialsException("No token that is accepted");
	}

	/** When an accepted token expires; null if it does not by itself. */
	@Nullable Instant expiry(BearerToken token) {
		return this.authenticators.stream()
			.map((each) -> each.expiry(token))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
