package ai.potpie.analyticsapi.security;

import java.io.IOException;
import java.time.Duration;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts the requests of each caller, whatever becomes of them, and turns away those that
 * are too many.
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
			ConsumptionProbe use = this.limits.use(caller, response);
			if (!use.isConsumed()) {
				this.refusals.handle(request, response, tooMany(use));
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private TooManyRequestsException tooMany(ConsumptionProbe use) {
		return new TooManyRequestsException(this.limits.limit(), Duration.ofNanos(use.getNanosToWaitForRefill()));
	}

}
