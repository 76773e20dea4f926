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
 * What each answer of the API says about itself, errors included: what it depends on, and
 * where its time went.
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

	/** Headers end with the first byte of the body, and so does what they can tell. */
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
