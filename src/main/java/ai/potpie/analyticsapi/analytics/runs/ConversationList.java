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
 * A page of a user's conversations.
 *
 * @param userId the user
 * @param period the days that the answer is about
 * @param conversations in the order that was asked for
 * @param nextCursor where the next page begins: the parameter {@code cursor} of its
 * address, which the header {@code Link} has; null on the last page
 * @param meta about the answer itself
 */
record ConversationList(String userId, Period period, List<Conversation> conversations, @Nullable String nextCursor,
		UsageMeta meta) implements Page {

	/**
	 * A conversation, as far as it is in the period.
	 *
	 * @param conversationId what its spans name it
	 * @param runs how many runs it has
	 * @param messages how many messages it has
	 * @param outcome how the last of these runs ended; null if there is none
	 * @param cost US dollars that agents recorded, at most 6 decimals
	 * @param numbers of the calls of LLMs in it
	 * @param durationMs for how long agents worked: of each execution the longest agent
	 * span, in milliseconds; null if there is none
	 * @param agentIds the agents that its spans name, sorted
	 * @param projectIds the projects that its spans name, sorted
	 * @param firstActivity when its first span started, UTC, to the microsecond
	 * @param lastActivity when its last span ended, UTC, to the microsecond
	 * @param exceptionType the class of the exception of the last of its spans that has
	 * one
	 * @param exceptionMessage the message of that exception, at most its first 1,000
	 * characters
	 * @param traceId the trace of the last activity
	 * @param traceUrl where Logfire shows that trace; null as long as the project's name
	 * is not known
	 */
	record Conversation(String conversationId, long runs, long messages, @Nullable String outcome, BigDecimal cost,
			@JsonUnwrapped CallNumbers numbers, @Nullable BigDecimal durationMs, List<String> agentIds,
			List<String> projectIds,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant firstActivity,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant lastActivity,
			@Nullable String exceptionType, @Nullable String exceptionMessage, String traceId,
			@Nullable String traceUrl) {
	}

}
