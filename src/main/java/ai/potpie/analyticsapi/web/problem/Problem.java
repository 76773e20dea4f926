package ai.potpie.analyticsapi.web.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.springframework.http.HttpStatus;

/**
 * The body of every error, as problem details of RFC 9457.
 *
 * @param type always {@code about:blank}: the status tells the kind of problem
 * @param title the name of the status
 * @param status the HTTP status
 * @param detail what went wrong and what the caller can do
 * @param instance the path of the request, without its query
 * @param requestId the id of the request in the service's log, equal to
 * {@code X-Request-Id}
 * @param errors the invalid parameters, each with its error; present only if there are
 * any
 */
public record Problem(String type, String title, int status, String detail, String instance,
		@JsonProperty("request_id") String requestId,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) List<ParameterError> errors) {

	public static Problem of(int status, String detail, String instance, String requestId,
			List<ParameterError> errors) {
		return new Problem("about:blank", title(status), status, detail, instance, requestId, errors);
	}

	private static String title(int status) {
		HttpStatus known = HttpStatus.resolve(status);
		return (known != null) ? known.getReasonPhrase() : "Error";
	}

}
