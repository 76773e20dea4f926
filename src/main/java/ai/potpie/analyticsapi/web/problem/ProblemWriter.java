package ai.potpie.analyticsapi.web.problem;

import java.io.IOException;
import java.util.List;

import ai.potpie.analyticsapi.export.FileHeaders;
import ai.potpie.analyticsapi.web.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Writes all errors, whether a controller, the security chain or Tomcat detected them. It
 * ignores what the client accepts, because an error in an unexpected format helps more
 * than none.
 */
class ProblemWriter {

	/** Headers of a successful answer, which an error that replaces it must not have. */
	private static final List<String> OF_GOOD_ANSWERS = List.of(HttpHeaders.ETAG, HttpHeaders.LINK,
			HttpHeaders.LAST_MODIFIED, HttpHeaders.CONTENT_DISPOSITION, FileHeaders.TRUNCATED);

	private final JsonMapper json;

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	void write(int status, String detail, HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(status, detail, List.of(), request, response);
	}

	void write(int status, String detail, List<ParameterError> errors, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		String requestId = RequestId.of(request);
		Problem problem = Problem.of(status, detail, ProblemInstance.of(request), requestId, errors);
		byte[] body = this.json.writeValueAsBytes(problem);
		response.resetBuffer();
		OF_GOOD_ANSWERS.forEach((name) -> response.setHeader(name, null));
		response.setStatus(status);
		response.setHeader(RequestId.HEADER, requestId);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
