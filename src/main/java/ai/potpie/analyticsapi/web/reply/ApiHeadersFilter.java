package ai.potpie.analyticsapi.web.reply;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.OnCommittedResponseWrapper;

/**
 * Adds headers to each answer of the API, errors included: {@code Vary} and
 * {@code Server-Timing}.
 */
class ApiHeadersFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.addHeader(HttpHeaders.VARY, "Authorization, Accept");
		TimedResponse timed = new TimedResponse(response, ServerTiming.start(request));
		chain.doFilter(request, timed);
		timed.onResponseCommitted();
	}

	/**
	 * Adds the times when the first byte of the body is sent, because no header can
	 * follow it.
	 */
	private static final class TimedResponse extends OnCommittedResponseWrapper {

		private final ServerTiming timing;

		TimedResponse(HttpServletResponse response, ServerTiming timing) {
			super(response);
			this.timing = timing;
		}

		@Override
		protected void onResponseCommitted() {
			if (!isCommitted()) {
				setHeader(ServerTiming.HEADER, this.timing.toString());
			}
			disableOnResponseCommitted();
		}

	}

}
