package ai.potpie.analyticsapi.analytics.users;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Timestamps;
import ai.potpie.analyticsapi.logfire.rows.Row;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What the agents and LLM calls of all users cost and did.
 *
 * @param period the days that the answer covers
 * @param totals of all users
 * @param users the first users, in the requested order
 * @param other the totals of all users beyond {@code users}; zeros if there are none
 * @param meta about the answer itself
 */
record Users(Period period, UserGroup totals, List<UserLine> users, UserGroup other, UsageMeta meta) {

	/**
	 * Several users together.
	 *
	 * @param userCount the number of users
	 * @param numbers the totals of these users
	 */
	record UserGroup(long userCount, @JsonUnwrapped UserNumbers numbers) {

		static final UserGroup NONE = new UserGroup(0, UserNumbers.NONE);

		static UserGroup of(Row row) {
			return new UserGroup(row.number("user_count"), UserNumbers.of(row));
		}

	}

	/**
	 * One user.
	 *
	 * @param userId the id of the user, as spans name it
	 * @param numbers the totals of this user
	 * @param lastActivity when the last of the user's spans and logs in the period ended,
	 * UTC, to the microsecond
	 */
	record UserLine(String userId, @JsonUnwrapped UserNumbers numbers,
			@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant lastActivity) {
	}

	/**
	 * The totals of runs, executions, conversations and LLM calls of users.
	 *
	 * @param totalCost the cost of all runs in US dollars, with at most 6 decimals: what
	 * agents recorded, or for runs of agents' spans the cost of their LLM calls
	 * @param totalAgentRuns the number of runs
	 * @param errorCount the number of runs that ended with an error
	 * @param successRate the share of runs that succeeded, from 0 to 1, with at most 4
	 * decimals
	 * @param avgDurationMs the mean duration of agent executions in milliseconds, with at
	 * most 2 decimals
	 * @param conversationCount the number of conversations
	 * @param calls the totals of LLM calls
	 */
	record UserNumbers(BigDecimal totalCost, long totalAgentRuns, long errorCount, BigDecimal successRate,
			BigDecimal avgDurationMs, long conversationCount, @JsonUnwrapped CallNumbers calls) {

		static final UserNumbers NONE = new UserNumbers(BigDecimal.ZERO, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0,
				CallNumbers.NONE);

		static UserNumbers of(Row row) {
			long runs = row.number("run_count");
			return new UserNumbers(Numbers.dollars(row.number("cost_nano")), runs, row.number("error_count"),
					Numbers.ratio(row.number("success_count"), runs, 4),
					Numbers.ratio(row.number("execution_us"), 1000 * row.number("execution_count"), 2),
					row.number("conversation_count"), CallNumbers.of(row));
		}

	}

}
