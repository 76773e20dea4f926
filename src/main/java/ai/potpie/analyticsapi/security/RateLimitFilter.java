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
 * are too many. Its headers are those of the IETF's draft "RateLimit header fields for
 * HTTP".
 */
class RateLimitFilter extends OncePerRequestFilter {

	private final RateLimits limits;

	private final String policy;

	private final Refusals refusals;

	RateLimitFilter(RateLimits limits, Refusals refusals) {
		this.limits = limits;
		this.policy = "\"default\";q=" + limits.limit() + ";w=" + RateLimits.WINDOW.toSeconds();
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication presented = SecurityContextHolder.getContext().getAuthentication();
		if (presented != null && presented.getPrincipal() instanceof Caller caller) {
			ConsumptionProbe use = this.limits.use(caller);
			tell(use, response);
			if (!use.isConsumed()) {
				this.refusals.handle(request, response, tooMany(use));
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private void tell(ConsumptionProbe use, HttpServletResponse response) {
		response.setHeader("RateLimit-Policy", this.policy);
		response.setHeader("RateLimit",
				"\"default\";r=" + use.getRemainingTokens() + ";t=" + seconds(use.getNanosToWaitForReset()));
	}

	private TooManyRequestsException tooMany(ConsumptionProbe use) {
		return new TooManyRequestsException(this.limits.limit(), Duration.ofNanos(use.getNanosToWaitForRefill()));
	}

	/** Rounded up: a client that waits so long is not too early. */
	private static long seconds(long nanos) {
		return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
	}

}
