package ai.potpie.analyticsapi.web.parameters;

import java.util.HashMap;
import java.util.Map;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives {@code /me} the path variable that {@code /user/{user_id}} has: the caller's own
 * user, so that one handler answers both.
 */
class OwnUser implements HandlerInterceptor {

	static final String PATHS = "/api/v1/analytics/me/**";

	private static final String PATH_VARIABLE = "user_id";

	/**
	 * Sets the path variable.
	 * @throws ai.potpie.analyticsapi.security.NoOwnUserException if the caller stands for
	 * no user
	 */
	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
			request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
					new HashMap<>(Map.of(PATH_VARIABLE, caller.ownUser())));
		}
		return true;
	}

}
