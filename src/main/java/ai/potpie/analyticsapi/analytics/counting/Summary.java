package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

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
public record Summary(BigDecimal totalCost, long totalAgentRuns, BigDecimal avgDurationMs, BigDecimal successRate) {
}
