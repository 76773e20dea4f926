package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of what Tomcat refuses before any of our filters sees it, and of every
 * error that is a status alone. What it inherits cuts the connection if an answer fails
 * half-way.
 */
class ProblemReportValve extends ErrorReportValve {

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
			this.problems.write(status, StatusDetails.of(status), request, response);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("The client is gone, so the error was not written", ex);
		}
	}

	private static boolean isBroken(Response response) {
		AtomicBoolean allowed = new AtomicBoolean();
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
		return !allowed.get();
	}

}
