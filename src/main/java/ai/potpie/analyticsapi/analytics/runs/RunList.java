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
 * @param userId the user
 * @param period the days that the answer is about
 * @param runs in the order that was asked for
 * @param nextCursor where the next page begins: the parameter {@code cursor} of its
 * address, which the header {@code Link} has; null on the last page
 * @param meta about the answer itself
 */
record RunList(String userId, Period period, List<Run> runs, @Nullable String nextCursor,
		UsageMeta meta) implements Page {

	/**
	 * A run, with all tries.
	 *
	 * @param runId null if its span has none
	 * @param traceId the trace of its last usage span
	 * @param conversationId as its last usage span says, else any of its spans
	 * @param agentId as its last usage span says, else any of its spans
	 * @param projectId as its last usage span says, else any of its spans
	 * @param environment as its last usage span says, else any of its spans
	 * @param outcome how it ended, in lower case; {@code unknown} if it does not say
	 * @param cost US dollars that agents recorded, at most 6 decimals
	 * @param numbers of the calls of LLMs in it
	 * @param tries how many usage spans it has
	 * @param durationMs how long its longest agent span took, in milliseconds; null if it
	 * has none
	 * @param firstActivity when its first span started, UTC, to the microsecond
	 * @param lastActivity when its last span ended, UTC, to the microsecond
	 * @param exceptionType the class of the exception of the last of its spans that has
	 * one
	 * @param exceptionMessage the message of that exception, at most its first 1,000
	 * characters
	 * @param traceUrl where Logfire shows the trace; null as long as the project's name
	 * is not known
	 */
	record Run(@Nullable String runId, String traceId, @Nullable String conversationId, @Nullable String agentId,
			@Nullable String projectId, @Nullable String environment, String outcome, BigDecimal cost,
			@JsonUnwrapped CallNumbers numbers, long tries, @Nullable BigDecimal durationMs,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant firstActivity,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant lastActivity,
			@Nullable String exceptionType, @Nullable String exceptionMessage, @Nullable String traceUrl) {
	}

}
