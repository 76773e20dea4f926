package ai.potpie.analyticsapi.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

/**
 * Adds the id of the request to its answer and to its log lines.
 */
class RequestIdFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private static final String LOGGED_AS = "request_id";

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String requestId = RequestId.of(request);
		response.setHeader(RequestId.HEADER, requestId);
		MDC.put(LOGGED_AS, requestId);
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(LOGGED_AS);
		}
	}

}
