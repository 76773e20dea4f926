package ai.potpie.analyticsapi.security.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.jwt.KeysUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.web.server.ResponseStatusException;

/**
 * Applies the rules of requests to streams, which outlast their request: at their
 * beginning and for as long as they are open.
 */
public class StreamAccess {

	/** The path of WebSockets. */
	public static final String SOCKET_PATH = "/api/v1/analytics/live";

	private final RequestAuthenticator authenticator;

	private final RateLimits limits;

	private final WebInvocationPrivilegeEvaluator rules;

	private final SocketOrigins origins;

	private final AuditLog audit;

	private final Clock clock;

	StreamAccess(RequestAuthenticator authenticator, RateLimits limits, WebInvocationPrivilegeEvaluator rules,
			SocketOrigins origins, AuditLog audit, Clock clock) {
		this.authenticator = authenticator;
		this.limits = limits;
		this.rules = rules;
		this.origins = origins;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Admits the caller of a request that the chain let through; null without a token.
	 */
	public @Nullable Admission admit(HttpServletRequest request) {
		BearerToken token = this.authenticator.token(request);
		return (token != null) ? admission(token) : null;
	}

	/**
	 * Admits the sender of a token, which counts as a request.
	 * @throws AuthenticationException if the token is not accepted
	 * @throws TooManyRequestsException if the sender asks too often
	 */
	public Admission admit(String token) {
		if (!BearerToken.isOne(token)) {
			throw new BadCredentialsException("Not a bearer token");
		}
		Admission admission = admission(new BearerToken(token));
		count(admission.caller());
		return admission;
	}

	/**
	 * Counts what a caller asks without a request of HTTP.
	 * @throws TooManyRequestsException if it asks too often
	 */
	public void count(Caller caller) {
		Duration wait = this.limits.use(caller);
		if (wait != null) {
			throw new TooManyRequestsException(this.limits.limit(), wait);
		}
	}

	private Admission admission(BearerToken token) {
		return new Admission(this.authenticator.authenticate(token), token, this.authenticator.expiry(token));
	}

	/** Whether the token has not expired and still stands for the same caller. */
	public boolean isValid(Admission admission) {
		Instant expiry = admission.expiry();
		if (expiry != null && !expiry.isAfter(this.clock.instant())) {
			return false;
		}
		try {
			return this.authenticator.authenticate(admission.token()).equals(admission.caller());
		}
		catch (KeysUnavailableException ex) {
			// The issuer's failure: until its expiry the token is as good as before
			return true;
		}
		catch (AuthenticationException ex) {
			return false;
		}
	}

	/**
	 * Requires that a caller may read a path.
	 * @throws AccessDeniedException if it may not
	 * @throws InvalidUserIdException if the path has no valid user id
	 */
	public void requireReadable(HttpServletRequest request, Caller caller) {
		try {
			requireReadable(request.getRequestURI(), caller);
		}
		catch (AccessDeniedException ex) {
			runAs(caller, () -> {
				this.audit.denied(request, HttpServletResponse.SC_FORBIDDEN);
				return null;
			});
			throw ex;
		}
	}

	/** The same for a path that was allowed before. */
	public void requireReadable(String path, Caller caller) {
		if (!this.rules.isAllowed("", path, "GET", new CallerAuthentication(caller))) {
			throw new AccessDeniedException("Not this caller's data");
		}
	}

	/**
	 * Requires that a WebSocket is opened by a page of this service or of an origin that
	 * may call it, or by no page. Browsers apply no CORS to WebSockets.
	 * @throws ResponseStatusException if another page opens it
	 */
	public void requireKnownOrigin(HttpServletRequest request) {
		if (!this.origins.isKnown(request)) {
			this.audit.denied(request, HttpServletResponse.SC_FORBIDDEN);
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}
	}

	/** Logs that a caller watches an answer from now on. */
	public void opened(Caller caller, String path, @Nullable String user) {
		this.audit.opened(caller, path, user);
	}

	/** Leaves it at the stream's own lines of the log, without one for its request. */
	public void logAsStream(HttpServletRequest request) {
		this.audit.logAsStream(request);
	}

	/** Logs that a caller no longer watches an answer. */
	public void ended(Caller caller, String path, @Nullable String user, String reason) {
		this.audit.ended(caller, path, user, reason);
	}

	/** Logs a request that its caller's own limit refuses. */
	public void denied(NoPlaceException refusal, HttpServletRequest request) {
		if (refusal.isCallersOwn()) {
			this.audit.denied(request, 429);
		}
	}

	/** Runs something as a caller. */
	public <T extends @Nullable Object> T runAs(Caller caller, Supplier<T> action) {
		SecurityContext before = SecurityContextHolder.getContext();
		SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
		try {
			return action.get();
		}
		finally {
			SecurityContextHolder.setContext(before);
		}
	}

}
