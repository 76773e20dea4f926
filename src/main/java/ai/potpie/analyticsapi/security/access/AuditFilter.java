package ai.potpie.analyticsapi.security.access;

import java.io.IOException;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes requests for other users' data to the audit log, once the status is known, and
 * what is done with rules of alerts, which may be about others.
 */
class AuditFilter extends OncePerRequestFilter {

	private final RequestMatcher alerts = PathPatternRequestMatcher.pathPattern("/api/v1/analytics/alerts/**");

	private final RequestMatcher othersData = new OrRequestMatcher(
			PathPatternRequestMatcher.pathPattern(OwnDataRule.PATH),
			PathPatternRequestMatcher.pathPattern(EveryonesDataRule.PATH),
			PathPatternRequestMatcher.pathPattern(EveryonesDataRule.HISTORY_PATH), this.alerts);

	private final AuditLog audit;

	AuditFilter(AuditLog audit) {
		this.audit = audit;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		finally {
			// Whose rule it is only its handler knows
			if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN && this.alerts.matches(request)) {
				this.audit.denied(request, response.getStatus());
			}
			if (readsOthers() && this.othersData.matches(request)) {
				this.audit.allowed(request, response.getStatus());
			}
		}
	}

	private static boolean readsOthers() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return authentication != null && authentication.getPrincipal() instanceof Caller caller
				&& caller.mayReadEveryone();
	}

}
