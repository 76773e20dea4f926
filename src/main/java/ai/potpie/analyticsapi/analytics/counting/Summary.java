package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Totals of runs.
 *
 * @param totalCost the cost of all runs in US dollars, with at most 6 decimals
 * @param totalAgentRuns the number of runs
 * @param avgDurationMs the mean duration of agent executions in milliseconds, with at
 * most 2 decimals
 * @param successRate the share of runs that succeeded, from 0 to 1, with at most 4
 * decimals
 */
@JsonPropertyOrder({ "total_cost", "total_agent_runs", "avg_duration_ms", "success_rate" })
public record Summary(@JsonProperty("total_cost") BigDecimal totalCost,
		@JsonProperty("total_agent_runs") long totalAgentRuns,
		@JsonProperty("avg_duration_ms") BigDecimal avgDurationMs,
		@JsonProperty("success_rate") BigDecimal successRate) {
}
