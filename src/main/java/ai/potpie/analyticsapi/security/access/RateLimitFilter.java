package ai.potpie.analyticsapi.security.access;

import java.io.IOException;
import java.time.Duration;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts the requests of each caller, also those that are refused later, and refuses
 * those above the rate limit.
 */
class RateLimitFilter extends OncePerRequestFilter {

	private final RateLimits limits;

	private final Refusals refusals;

	RateLimitFilter(RateLimits limits, Refusals refusals) {
		this.limits = limits;
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication presented = SecurityContextHolder.getContext().getAuthentication();
		if (presented != null && presented.getPrincipal() instanceof Caller caller) {
			Duration wait = this.limits.use(caller, response);
			if (wait != null) {
				this.refusals.handle(request, response, new TooManyRequestsException(this.limits.limit(), wait));
				return;
			}
		}
		chain.doFilter(request, response);
	}

}
