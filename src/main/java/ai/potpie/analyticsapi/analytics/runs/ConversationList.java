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
 * @param userId the id of the user
 * @param period the days that the answer covers
 * @param conversations the conversations of the page, in the requested order
 * @param nextCursor the parameter {@code cursor} of the next page, whose whole address
 * the header {@code Link} has; null on the last page
 * @param meta about the answer itself
 */
record ConversationList(String userId, Period period, List<Conversation> conversations, @Nullable String nextCursor,
		UsageMeta meta) implements Page {

	/**
	 * The part of a conversation that is in the period.
	 *
	 * @param conversationId the id of the conversation, from its spans
	 * @param runs the number of runs in the conversation
	 * @param messages the number of messages in the conversation
	 * @param outcome the outcome of the last run, in lower case; null if there is no run
	 * @param cost the cost of its runs in US dollars, with at most 6 decimals: what
	 * agents recorded, or for runs of agents' spans the cost of their LLM calls
	 * @param numbers the totals of the LLM calls in the conversation
	 * @param durationMs the time that agents worked, in milliseconds: the sum of the
	 * longest agent span of each execution; null if there is none
	 * @param agentIds the agents that the spans name, sorted
	 * @param projectIds the projects that the spans name, sorted
	 * @param firstActivity when the first span started, UTC, to the microsecond
	 * @param lastActivity when the last span ended, UTC, to the microsecond
	 * @param exceptionType the class of the exception on the last span that has one; null
	 * if no span has one
	 * @param exceptionMessage the first 1,000 characters of that exception's message
	 * @param traceId the trace of the last activity
	 * @param traceUrl Logfire's page of that trace; null until Logfire has told the
	 * project's name
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
