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
 * Writes the body of what Tomcat refuses before any of our filters sees it, and of every
 * error that is a status alone. What it inherits cuts the connection if an answer fails
 * half-way.
 */
class ProblemReportValve extends ErrorReportValve {

	/** Of TRACE, Tomcat says what servlets can do, and not what ours does. */
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

	/** A version of HTTP that does not exist is a typo, and our 5xx are alarms. */
	private static boolean blamedOnUs(int status) {
		return status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED;
	}

	private static boolean isBroken(Response response) {
		AtomicBoolean allowed = new AtomicBoolean();
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
		return !allowed.get();
	}

}
