package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.export.Table;

/**
 * A {@link Summary} as a table.
 */
public final class SummaryTable {

	public static final Table<Summary> SUMMARY = Table.<Summary>named("summary")
		.dollars("total_cost", Summary::totalCost)
		.count("total_agent_runs", Summary::totalAgentRuns)
		.milliseconds("avg_duration_ms", Summary::avgDurationMs)
		.share("success_rate", Summary::successRate);

	private SummaryTable() {
	}

}
