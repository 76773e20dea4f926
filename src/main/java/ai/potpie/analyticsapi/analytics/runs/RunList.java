package ai.potpie.analyticsapi.analytics.runs;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Timestamps;
import ai.potpie.analyticsapi.cache.Page;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A page of a user's runs.
 *
 * @param userId the id of the user
 * @param period the days that the answer covers
 * @param runs the runs of the page, in the requested order
 * @param nextCursor the parameter {@code cursor} of the next page, whose whole address
 * the header {@code Link} has; null on the last page
 * @param meta about the answer itself
 */
record RunList(String userId, Period period, List<Run> runs, @Nullable String nextCursor,
		UsageMeta meta) implements Page {

	/**
	 * A run, with all of its tries.
	 *
	 * @param runId the id of the run; null if its usage span has none
	 * @param traceId the trace of its last usage span
	 * @param conversationId the conversation that the last usage span names, else any
	 * other span of the run
	 * @param agentId the agent that the last usage span names, else any other span of the
	 * run
	 * @param projectId the project that the last usage span names, else any other span of
	 * the run
	 * @param environment the deployment environment of the last usage span, else of any
	 * other span of the run
	 * @param outcome how the run ended, in lower case; {@code unknown} if no outcome is
	 * recorded
	 * @param cost the cost in US dollars, with at most 6 decimals: what the agent
	 * recorded, or for a run of agents' spans the cost of its LLM calls
	 * @param numbers the totals of the LLM calls in the run
	 * @param tries the number of usage spans
	 * @param durationMs the duration of the longest agent span in milliseconds; null if
	 * there is none
	 * @param firstActivity when the first span started, UTC, to the microsecond
	 * @param lastActivity when the last span ended, UTC, to the microsecond
	 * @param exceptionType the class of the exception on the last span that has one; null
	 * if no span has one
	 * @param exceptionMessage the first 1,000 characters of that exception's message
	 * @param traceUrl Logfire's page of the trace; null until Logfire has told the
	 * project's name
	 */
	record Run(@Nullable String runId, String traceId, @Nullable String conversationId, @Nullable String agentId,
			@Nullable String projectId, @Nullable String environment, String outcome, BigDecimal cost,
			@JsonUnwrapped CallNumbers numbers, long tries, @Nullable BigDecimal durationMs,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant firstActivity,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant lastActivity,
			@Nullable String exceptionType, @Nullable String exceptionMessage, @Nullable String traceUrl) {
	}

}
