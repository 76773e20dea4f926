package ai.potpie.analyticsapi.analytics.counting;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Aggregates over {@link Activity} that count runs and executions.
 */
public final class RunSums {

	public static final Sql SQL = Sql.of("""
			COUNT(*) FILTER (WHERE is_run) AS run_count,
			COUNT(*) FILTER (WHERE is_run AND run_outcome = 'success') AS success_count,
			CAST(coalesce(SUM(cost_nano), 0) AS BIGINT) AS cost_nano,
			COUNT(longest_us) AS execution_count,
			CAST(coalesce(SUM(longest_us), 0) AS BIGINT) AS execution_us""");

	private RunSums() {
	}

}
