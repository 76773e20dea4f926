package ai.potpie.analyticsapi.web.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.springframework.http.HttpStatus;

/**
 * What every error looks like (RFC 9457).
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail a sentence that tells a person what to do
 * @param instance the path that was asked for, without its query
 * @param requestId names the request in the service's log, as {@code X-Request-Id} does
 * @param errors what is wrong with which parameter, if that is the error
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
