package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

/**
 * Totals of runs.
 *
 * @param totalCost US dollars, at most 6 decimals
 * @param totalAgentRuns the number of runs
 * @param avgDurationMs mean duration of agent executions in milliseconds, at most 2
 * decimals
 * @param successRate runs that succeeded of all runs, 0 to 1, at most 4 decimals
 */
public record Summary(BigDecimal totalCost, long totalAgentRuns, BigDecimal avgDurationMs, BigDecimal successRate) {
}
