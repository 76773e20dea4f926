package ai.potpie.analyticsapi.web.problem;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Writes the body of errors that Tomcat detects before any filter runs, and of errors
 * that have only a status. The inherited code closes the connection if an answer fails
 * half-way.
 */
class ProblemReportValve extends ErrorReportValve {

	/**
	 * The methods of the API. For TRACE, Tomcat lists the methods that servlets support
	 * in general.
	 */
	private static final String READ_ONLY = "GET";

	private final ProblemWriter problems;

	ProblemReportValve(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported() || isBroken(response)) {
			return;
		}
		try {
			int told = blamedOnUs(status) ? HttpServletResponse.SC_BAD_REQUEST : status;
			if (told == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
				response.setHeader(HttpHeaders.ALLOW, READ_ONLY);
			}
			this.problems.write(told, StatusDetails.of(told), request, response);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("The client is gone, so the error was not written", ex);
		}
	}

	/**
	 * Whether Tomcat reports a client's error as the service's: 505 is a mistyped version
	 * of HTTP, and a 5xx would raise an alarm.
	 */
	private static boolean blamedOnUs(int status) {
		return status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED;
	}

	private static boolean isBroken(Response response) {
		AtomicBoolean allowed = new AtomicBoolean();
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
		return !allowed.get();
	}

}
