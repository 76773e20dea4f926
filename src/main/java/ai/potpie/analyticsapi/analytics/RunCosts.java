package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What runs cost: what they have recorded, or else what their calls of LLMs add up to.
 *
 * @param prices what calls cost that do not say so; null if recorded costs alone count
 */
record RunCosts(@Nullable CallPrices prices) {

	/** Only what the runs have recorded. */
	static final RunCosts RECORDED = new RunCosts(null);

	private static final Sql RECORDED_STEP = Sql.of("""
			costs AS (
				SELECT
					*,
					run_day AS cost_day,
					paid_nano AS cost_nano
				FROM activity
			)""");

	// An estimate belongs to the day of the run, whenever the call was
	private static final Sql ESTIMATED_STEP = Sql
		.of("""
				run_sums AS (
					SELECT
						*,
						part_of_run IS NOT NULL AND coalesce(SUM(paid_nano) OVER (PARTITION BY scope, part_of_run), 0) = 0 AS is_unpaid,
						COUNT(CASE WHEN is_leaf THEN 1 END) OVER (PARTITION BY scope, part_of_run) AS run_calls,
						COUNT(call_nano) OVER (PARTITION BY scope, part_of_run) AS run_known_calls
					FROM activity
				),
				costs AS (
					SELECT
						*,
						CASE WHEN is_usage OR (is_unpaid AND is_leaf) THEN part_of_day END AS cost_day,
						CASE WHEN is_unpaid THEN call_nano ELSE paid_nano END AS cost_nano,
						is_unpaid AND is_leaf AND call_nano IS NULL AS is_unpriced_call,
						is_run AND is_unpaid AND run_calls > 0 AND run_known_calls = run_calls AS is_estimated,
						is_run AND is_unpaid AND (run_calls = 0 OR run_known_calls < run_calls) AS is_unpriced
					FROM run_sums
				)""");

	private static final Sql COVERAGE = Sql.of("""
			COUNT(*) FILTER (WHERE is_estimated) AS estimated_runs,
			COUNT(*) FILTER (WHERE is_unpriced) AS unpriced_runs,
			array_agg(DISTINCT coalesce(model, :unknown)) FILTER (WHERE is_unpriced_call) AS unpriced_models,
			:unpriced_names AS unpriced_names""")
		.with("unknown", UsageKey.UNKNOWN)
		.with("unpriced_names", CallPrices.namesOf("is_unpaid AND is_leaf AND known_nano IS NULL"));

	private static final Sql NO_COVERAGE = Sql.of("NULL AS unpriced_names");

	static RunCosts of(CostSource source, CallPrices prices) {
		return (source == CostSource.ESTIMATED) ? new RunCosts(prices) : RECORDED;
	}

	/**
	 * A step after {@code activity}, which adds {@code cost_day} and {@code cost_nano}.
	 */
	Sql step() {
		return (this.prices != null) ? ESTIMATED_STEP : RECORDED_STEP;
	}

	/** Aggregates of that step, which {@link RunCoverage} reads. */
	Sql coverage() {
		return (this.prices != null) ? COVERAGE : NO_COVERAGE;
	}

}
