package ai.potpie.analyticsapi.analytics.counting;

import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * The rule for the cost of a run: the recorded cost, or else the sum of its LLM calls.
 * Agents' spans record no cost, so a run made of them costs what its calls cost.
 *
 * @param source whether calls count for runs without a recorded cost
 * @param runs which spans make runs
 */
public record RunCosts(CostSource source, RunSource runs) {

	private static final Sql RECORDED_STEP = Sql.of("""
			costs AS (
				SELECT
					*,
					CASE WHEN is_try THEN part_of_day END AS cost_day,
					paid_nano AS cost_nano
				FROM runs
			)""");

	// An estimate belongs to the day of the run, even if the call was on another day
	private static final Sql WITH_CALLS_STEP = Sql.of("""
			run_sums AS (
				SELECT
					*,
					part_of_run IS NOT NULL AND (is_of_agent OR :is_unpaid) AS is_unpaid,
					COUNT(CASE WHEN is_leaf THEN 1 END) OVER by_run AS run_calls,
					COUNT(known_nano) OVER by_run AS run_recorded_calls,
					COUNT(call_nano) OVER by_run AS run_known_calls
				FROM runs
				WINDOW by_run AS (PARTITION BY scope, part_of_run)
			),
			costs AS (
				SELECT
					*,
					CASE WHEN is_try OR (is_unpaid AND is_leaf) THEN part_of_day END AS cost_day,
					CASE WHEN is_unpaid THEN call_nano ELSE paid_nano END AS cost_nano,
					is_unpaid AND is_leaf AND call_nano IS NULL AS is_unpriced_call,
					is_run AND is_unpaid AND run_calls > 0 AND run_known_calls = run_calls
						AND (NOT is_of_agent OR run_recorded_calls < run_calls) AS is_estimated,
					is_run AND is_unpaid AND (run_calls = 0 OR run_known_calls < run_calls) AS is_unpriced
				FROM run_sums
			)""");

	private static final Sql RECORDED_NOTHING = Sql.of("coalesce(SUM(paid_nano) OVER by_run, 0) = 0");

	private static final Sql NEVER = Sql.of("FALSE");

	private static final Sql COVERED_RUNS = Sql.of("""
			COUNT(*) FILTER (WHERE is_estimated) AS estimated_runs,
			COUNT(*) FILTER (WHERE is_unpriced) AS unpriced_runs,
			:unpriced_models AS :models""").with("unpriced_models", CallSums.unpricedModels("is_unpriced_call"));

	private static final Sql COVERAGE = Sql.of(":covered_runs, :unpriced_names AS unpriced_names")
		.with("covered_runs", COVERED_RUNS.with("models", Sql.of("unpriced_models")))
		.with("unpriced_names", CallPrices.namesOf("is_unpaid AND is_leaf AND known_nano IS NULL"));

	private static final Sql NO_COVERAGE = Sql.of("NULL AS unpriced_names");

	/**
	 * The costs that usage spans record. Runs of agents' spans, which record none, cost
	 * what their calls cost.
	 */
	public static RunCosts recorded(SpanRules rules) {
		return new RunCosts(CostSource.RECORDED, rules.runs());
	}

	/** Whether the costs depend on LLM calls. */
	public boolean needCalls() {
		return this.source == CostSource.ESTIMATED || this.runs.hasAgentRuns();
	}

	/**
	 * The steps of a {@code WITH} after {@code runs}; the last is {@code costs}, which
	 * adds {@code cost_day} and {@code cost_nano}.
	 */
	Sql steps() {
		return needCalls()
				? WITH_CALLS_STEP.with("is_unpaid", (this.source == CostSource.ESTIMATED) ? RECORDED_NOTHING : NEVER)
				: RECORDED_STEP;
	}

	/** What a run costs, as a sentence for readers of a file. */
	public String sentence() {
		if (this.runs == RunSource.AGENT_SPANS) {
			return "A run costs what its calls of LLMs add up to.";
		}
		String recorded = "A run costs what its agent recorded in actual_cost, ";
		if (this.source == CostSource.ESTIMATED) {
			return recorded + "or else what its calls of LLMs add up to.";
		}
		return recorded + (this.runs.hasAgentRuns() ? "and a run of an agent's span what its calls of LLMs add up to."
				: "and 0 if that is no plain number.");
	}

	/** The aggregates over {@code costs} that {@link RunCoverage} reads. */
	public Sql coverage() {
		return needCalls() ? COVERAGE : NO_COVERAGE;
	}

	/**
	 * The same aggregates for a question that reads all calls.
	 * @param models the column for the models of calls without a cost
	 */
	public Sql coverage(String models) {
		return needCalls() ? COVERED_RUNS.with("models", Sql.of(models)) : Sql.of("NULL AS " + models);
	}

}
