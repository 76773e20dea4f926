package ai.potpie.analyticsapi.web.problem;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * The error that a caller gets if Logfire, or the history in its place, did not answer.
 * It never blames the caller, and never repeats what Logfire said.
 */
public record LogfireProblem(HttpStatus status, String detail, @Nullable Duration retryAfter) {

	/** Long enough for a restart, and short enough for the viewer of a dashboard. */
	private static final Duration SOON = Duration.ofSeconds(5);

	/**
	 * The longest wait that a client is told for an outage, which may end at any moment.
	 */
	private static final Duration A_MINUTE = Duration.ofMinutes(1);

	/**
	 * The longest wait that a client is told for a limit, whatever Logfire says.
	 * <p>
	 * A quota returns with the next billing period or when somebody raises it. One try an
	 * hour notices that soon enough, without load.
	 */
	private static final Duration AN_HOUR = Duration.ofHours(1);

	public static LogfireProblem of(LogfireException failure) {
		return switch (failure.reason()) {
			case NOT_CONFIGURED -> unavailable("LOGFIRE_READ_TOKEN not configured", null);
			case UNAUTHORIZED -> badGateway("Logfire refuses this service's read token. Those who run the service have"
					+ " to check LOGFIRE_READ_TOKEN.", null);
			case REJECTED -> badGateway("Logfire does not accept this service's query. Give the request_id to those"
					+ " who run the service.", null);
			case QUOTA_EXHAUSTED -> unavailable(
					"The quota of the Logfire plan is spent. Those who run the service have" + " to check the plan.",
					AN_HOUR);
			case RATE_LIMITED -> unavailable("Logfire limits how often this service may ask. Try again later.",
					atMost(AN_HOUR, orSoon(failure.retryAfter())));
			case UNAVAILABLE -> unavailable("Logfire is unavailable for now. Try again later.",
					atMost(A_MINUTE, orSoon(failure.retryAfter())));
			case FAILED -> badGateway("Logfire did not answer as it should. Try again in a moment.", SOON);
			case TIMED_OUT -> new LogfireProblem(HttpStatus.GATEWAY_TIMEOUT,
					"The answer was not ready in time. Ask for fewer days or try again in a moment.", null);
			case TOO_LARGE -> badGateway(
					"The answer is larger than this service accepts. Ask for fewer days or rows, or filter them.",
					null);
			case SUSPENDED ->
				unavailable("Logfire keeps failing, and is left alone for a moment. Try again in a moment.", SOON);
			case BUSY ->
				unavailable("Too many questions are under way. Try again in a moment.", orSoon(failure.retryAfter()));
			case NO_HISTORY -> unavailable(
					"The history of this service is unavailable for now. Try again later. Until then the service"
							+ " answers only for days that Logfire still has.",
					orSoon(failure.retryAfter()));
			case TRUNCATED -> badGateway("The answer reached its row limit and may not be whole. Ask for fewer days or"
					+ " filter the rows.", null);
		};
	}

	private static LogfireProblem unavailable(String detail, @Nullable Duration retryAfter) {
		return new LogfireProblem(HttpStatus.SERVICE_UNAVAILABLE, detail, retryAfter);
	}

	private static LogfireProblem badGateway(String detail, @Nullable Duration retryAfter) {
		return new LogfireProblem(HttpStatus.BAD_GATEWAY, detail, retryAfter);
	}

	private static Duration orSoon(@Nullable Duration retryAfter) {
		return (retryAfter != null) ? retryAfter : SOON;
	}

	private static Duration atMost(Duration longest, Duration retryAfter) {
		return (retryAfter.compareTo(longest) > 0) ? longest : retryAfter;
	}

}
