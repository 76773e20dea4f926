package ai.potpie.analyticsapi.openapi;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.security.access.NoPlaceException;
import ai.potpie.analyticsapi.security.access.TooManyRequestsException;
import ai.potpie.analyticsapi.web.problem.LogfireProblem;
import ai.potpie.analyticsapi.web.problem.ParameterError;
import ai.potpie.analyticsapi.web.problem.Problem;
import ai.potpie.analyticsapi.web.problem.StatusDetails;

import org.springframework.http.HttpStatus;

/**
 * Examples of errors, with the texts that the service itself uses.
 */
final class ProblemExamples {

	private static final String PATH = "/api/v1/analytics/user/user_123";

	private static final String REQUEST_ID = "2f1d6a3e-5b0c-4c1e-9a57-0d8e4b7f6c21";

	private ProblemExamples() {
	}

	static Map<String, Problem> badParameters() {
		return Map.of("parameters",
				problem(400, StatusDetails.BAD_PARAMETERS, List.of(
						new ParameterError("days", "must be a whole number from 1 to 90"),
						new ParameterError("timezone", "must be the name of an IANA time zone like Europe/Berlin"))));
	}

	static Map<String, Problem> otherUser() {
		return Map.of("other_user", problem(403, StatusDetails.OTHER_USER, List.of()));
	}

	static Map<String, Problem> tooManyRequests() {
		String detail = String.valueOf(new TooManyRequestsException(120, Duration.ofSeconds(1)).getMessage());
		String streams = String.valueOf(NoPlaceException.ofCaller(8).getMessage());
		return Map.of("too_many_requests", problem(429, detail, List.of()), "too_many_streams",
				problem(429, streams, List.of()));
	}

	static Map<String, Problem> ofStatus(int status) {
		return Map.of(HttpStatus.valueOf(status).name().toLowerCase(Locale.ROOT),
				problem(status, StatusDetails.of(status), List.of()));
	}

	/** The errors with a status, by the reason why Logfire did not answer. */
	static Map<String, Problem> ofLogfire(int status) {
		return Arrays.stream(Reason.values())
			.filter((reason) -> told(reason).status().value() == status)
			.collect(Collectors.toMap((reason) -> reason.name().toLowerCase(Locale.ROOT),
					(reason) -> problem(status, told(reason).detail(), List.of()), (one, other) -> one,
					LinkedHashMap::new));
	}

	private static LogfireProblem told(Reason reason) {
		return LogfireProblem.of(new LogfireException(reason, ""));
	}

	private static Problem problem(int status, String detail, List<ParameterError> errors) {
		return Problem.of(status, detail, PATH, REQUEST_ID, errors);
	}

}
