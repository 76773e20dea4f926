package ai.potpie.analyticsapi.security.access;

import java.util.function.Supplier;

import ai.potpie.analyticsapi.security.Caller;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Only callers that may read everyone's data read what is about all users.
 */
class EveryonesDataRule implements AuthorizationManager<RequestAuthorizationContext> {

	static final String PATH = "/api/v1/analytics/users/**";

	static final String HISTORY_PATH = "/api/v1/analytics/history/**";

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		Authentication presented = authentication.get();
		return new AuthorizationDecision(
				presented != null && presented.getPrincipal() instanceof Caller caller && caller.mayReadEveryone());
	}

}
