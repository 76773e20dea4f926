package ai.potpie.analyticsapi.web.problem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.security.NoOwnUserException;
import ai.potpie.analyticsapi.security.access.InvalidUserIdException;
import ai.potpie.analyticsapi.security.access.NoPlaceException;
import ai.potpie.analyticsapi.security.access.RepeatedAuthorizationException;
import ai.potpie.analyticsapi.security.access.TooManyRequestsException;
import ai.potpie.analyticsapi.security.jwt.KeysUnavailableException;
import ai.potpie.analyticsapi.web.parameters.ParameterLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebInputException;

/**
 * Converts exceptions into the errors that callers get. It logs failures that operators
 * can fix, once each, and no errors of clients.
 * <p>
 * It rethrows an exception that comes after the first byte of an answer, which closes the
 * connection.
 */
@RestControllerAdvice
class ProblemAdvice {

	private static final Logger logger = LoggerFactory.getLogger(ProblemAdvice.class);

	/** The service asks an issuer for its keys at most four times in 30 seconds. */
	private static final Duration UNTIL_KEYS_ARE_ASKED_FOR = Duration.ofSeconds(10);

	private static final Duration UNTIL_A_STREAM_ENDS = Duration.ofSeconds(5);

	/** Long enough for a restart. */
	private static final Duration UNTIL_THE_DATABASE_ANSWERS = Duration.ofSeconds(5);

	private final ProblemWriter problems;

	private final ParameterLimits limits;

	ProblemAdvice(ProblemWriter problems, ParameterLimits limits) {
		this.problems = problems;
		this.limits = limits;
	}

	@ExceptionHandler
	void badParameters(MethodArgumentNotValidException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		List<ParameterError> errors = ParameterErrors.of(ex.getBindingResult(), ex.getParameter().getParameterType(),
				this.limits);
		badParameters(errors, request, response);
	}

	@ExceptionHandler
	void badParameter(BadParameterException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		badParameters(List.of(new ParameterError(ex.parameter(), String.valueOf(ex.getMessage()))), request, response);
	}

	@ExceptionHandler
	void badUserId(InvalidUserIdException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		badParameters(List.of(new ParameterError("user_id", String.valueOf(ex.getMessage()))), request, response);
	}

	@ExceptionHandler
	void badRequest(BadRequestException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problems.write(400, StatusDetails.BAD_BODY, ex.errors(), request, response);
	}

	@ExceptionHandler
	void refused(RefusedException ex, HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional.ofNullable(ex.retryAfter())
			.ifPresent((retryAfter) -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter)));
		this.problems.write(ex.status().value(), String.valueOf(ex.getMessage()), request, response);
	}

	@ExceptionHandler
	void unreadableBody(ServerWebInputException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problems.write(400, StatusDetails.NO_JSON, request, response);
	}

	/**
	 * DuckDB gives no codes, so its failures are uncategorized. Whatever else is wrong
	 * with a statement is a fault of this service.
	 */
	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class,
			RecoverableDataAccessException.class, UncategorizedSQLException.class, TransactionException.class })
	void databaseDidNotAnswer(RuntimeException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		logger.warn("No answer from the database, so the caller gets 503: {}", ex.getMessage());
		response.setHeader(HttpHeaders.RETRY_AFTER, seconds(UNTIL_THE_DATABASE_ANSWERS));
		this.problems.write(503, StatusDetails.of(503), request, response);
	}

	private void badParameters(List<ParameterError> errors, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problems.write(400, StatusDetails.BAD_PARAMETERS, errors, request, response);
	}

	@ExceptionHandler
	void noOwnUser(NoOwnUserException ex, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.problems.write(400, String.valueOf(ex.getMessage()), request, response);
	}

	@ExceptionHandler
	void noHistory(NoHistoryException ex, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.problems.write(404, String.valueOf(ex.getMessage()), request, response);
	}

	@ExceptionHandler
	void repeatedAuthorization(RepeatedAuthorizationException ex, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		this.problems.write(400, String.valueOf(ex.getMessage()), request, response);
	}

	@ExceptionHandler(KeysUnavailableException.class)
	void tokenCanNotBeChecked(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, seconds(UNTIL_KEYS_ARE_ASKED_FOR));
		this.problems.write(503, StatusDetails.NO_KEYS, request, response);
	}

	@ExceptionHandler(AuthenticationException.class)
	void notAuthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.problems.write(401, StatusDetails.of(401), request, response);
	}

	@ExceptionHandler(AccessDeniedException.class)
	void notAllowed(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.problems.write(403, StatusDetails.OTHER_USER, request, response);
	}

	@ExceptionHandler
	void tooManyRequests(TooManyRequestsException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, seconds(ex.retryAfter()));
		this.problems.write(429, String.valueOf(ex.getMessage()), request, response);
	}

	@ExceptionHandler
	void noPlace(NoPlaceException ex, HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, seconds(UNTIL_A_STREAM_ENDS));
		this.problems.write(ex.isCallersOwn() ? 429 : 503, String.valueOf(ex.getMessage()), request, response);
	}

	@ExceptionHandler
	void logfireDidNotAnswer(LogfireException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (response.isCommitted()) {
			throw ex;
		}
		LogfireProblem problem = LogfireProblem.of(ex);
		logger.atLevel(level(ex.reason()))
			.log("No answer ({}), so the caller gets {}: {}", ex.reason(), problem.status().value(), ex.getMessage());
		Optional.ofNullable(problem.retryAfter())
			.ifPresent((retryAfter) -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter)));
		this.problems.write(problem.status().value(), problem.detail(), request, response);
	}

	/**
	 * Refusals without a call to Logfire are logged at a lower level, because there may
	 * be thousands of equal ones.
	 */
	private static Level level(Reason reason) {
		return switch (reason) {
			case SUSPENDED, BUSY -> Level.DEBUG;
			default -> reason.isOurs() ? Level.ERROR : Level.WARN;
		};
	}

	@ExceptionHandler
	void anythingElse(Exception ex, HttpServletRequest request, HttpServletResponse response) throws Exception {
		if (response.isCommitted()) {
			throw ex;
		}
		int status = status(ex);
		if (ex instanceof ErrorResponse known) {
			known.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
		}
		if (status >= 500) {
			logger.error("Request failed", ex);
		}
		this.problems.write(status, StatusDetails.of(status), request, response);
	}

	private static int status(Exception ex) {
		if (ex instanceof ErrorResponse known) {
			return known.getStatusCode().value();
		}
		boolean malformed = ex instanceof TypeMismatchException || ex instanceof InvalidParameterException
				|| ex instanceof RequestRejectedException;
		return (malformed ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR).value();
	}

	/** Whole seconds, rounded up, and at least 1. */
	private static String seconds(Duration retryAfter) {
		return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
	}

}
