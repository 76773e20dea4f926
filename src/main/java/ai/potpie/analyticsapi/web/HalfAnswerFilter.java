package ai.potpie.analyticsapi.web;

import java.io.IOException;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Closes the connection if an answer fails after its first byte: it cannot become an
 * error any more, and no client may mistake the part for the whole. Tomcat would close it
 * too, but would log the failure without the request's id.
 */
class HalfAnswerFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private static final Logger log = LoggerFactory.getLogger(HalfAnswerFilter.class);

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			if (!response.isCommitted()) {
				throw ex;
			}
			report((ex instanceof ServletException && ex.getCause() != null) ? ex.getCause() : ex);
			throw new CloseNowException("The answer failed half-way", ex);
		}
	}

	private static void report(Throwable failure) {
		if (failure instanceof LogfireException logfire) {
			log.warn("Answer cut half-way, Logfire failed ({}): {}", logfire.reason(), logfire.getMessage());
		}
		else if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
			log.error("Answer cut half-way", failure);
		}
	}

}
