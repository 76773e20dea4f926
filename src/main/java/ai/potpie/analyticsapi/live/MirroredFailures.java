package ai.potpie.analyticsapi.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Leaves the failure of a mirrored request to {@link Mirror}, so that it is logged and
 * answered once: by the stream's own request.
 */
class MirroredFailures implements HandlerExceptionResolver, Ordered {

	/** Before those that log failures and write problems. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		return (request instanceof InternalRequest) ? new ModelAndView() : null;
	}

}
