package ai.potpie.analyticsapi.security.access;

import java.util.function.Supplier;

import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * A caller reads its own user's data, or everyone's if its token allows that. Only the
 * path decides, so the response does not reveal whether a user exists.
 */
class OwnDataRule implements AuthorizationManager<RequestAuthorizationContext> {

	static final String PATH = "/api/v1/analytics/user/{user_id}/**";

	static final String HISTORY_PATH = "/api/v1/analytics/user/{user_id}/history";

	private final UserIds userIds;

	OwnDataRule(UserIds userIds) {
		this.userIds = userIds;
	}

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		Authentication presented = authentication.get();
		String userId = context.getVariables().get("user_id");
		if (presented == null || userId == null || !(presented.getPrincipal() instanceof Caller caller)) {
			return new AuthorizationDecision(false);
		}
		if (!this.userIds.isValid(userId)) {
			throw new InvalidUserIdException(this.userIds.expectation());
		}
		return new AuthorizationDecision(caller.mayRead(userId));
	}

}
