package ai.potpie.analyticsapi.security.access;

import java.util.HashMap;
import java.util.Map;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits how many {@link Streamed} answers are under way, of each caller and of all. A
 * request above the limit is refused at once, so that slow readers do not delay other
 * requests.
 */
public class StreamPlaces implements HandlerInterceptor {

	private static final String ATTRIBUTE = StreamPlaces.class.getName();

	private final AccessProperties limits;

	private final AuditLog audit;

	private final Map<String, Integer> takenBy = new HashMap<>();

	private int taken;

	StreamPlaces(AccessProperties limits, AuditLog audit) {
		this.limits = limits;
		this.audit = audit;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Streamed.class)) {
			String caller = caller();
			take(caller, request);
			request.setAttribute(ATTRIBUTE, caller);
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		if (request.getAttribute(ATTRIBUTE) instanceof String caller) {
			request.removeAttribute(ATTRIBUTE);
			giveBack(caller);
		}
	}

	private static String caller() {
		var authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
			return RateLimits.name(caller);
		}
		throw new IllegalStateException("Only callers who are known are streamed to");
	}

	private void take(String caller, HttpServletRequest request) {
		try {
			take(caller);
		}
		catch (NoPlaceException ex) {
			if (ex.isCallersOwn()) {
				this.audit.denied(request, 429);
			}
			throw ex;
		}
	}

	private synchronized void take(String caller) {
		int own = this.takenBy.getOrDefault(caller, 0);
		if (own >= this.limits.maxStreamsPerCaller()) {
			throw NoPlaceException.ofCaller(own);
		}
		if (this.taken >= this.limits.maxStreams()) {
			throw NoPlaceException.ofAll();
		}
		this.takenBy.put(caller, own + 1);
		this.taken++;
	}

	private synchronized void giveBack(String caller) {
		this.takenBy.computeIfPresent(caller, (name, own) -> (own > 1) ? own - 1 : null);
		this.taken--;
	}

}
