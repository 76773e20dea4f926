package ai.potpie.analyticsapi.analytics.counting;

import java.util.List;

import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Groups spans into runs, by the rules of a {@link RunSource}:
 * {@code docs/numbers.md#which-spans-make-runs}.
 */
final class RunSteps {

	// A span that names no run belongs to the run of its execution; in a trace with
	// several runs without ids, to the last of them.
	private static final Sql OF_USAGE_SPANS = Sql
		.of("""
				executions AS (
					SELECT
						*,
						CASE WHEN run_id IS NULL THEN concat('trace ', trace_id) ELSE concat('run ', run_id) END AS execution,
						CASE WHEN run_id IS NULL THEN concat('span ', trace_id, ' ', span_id) ELSE concat('run ', run_id) END AS own_run,
						CASE WHEN is_agent AND duration_us IS NOT NULL
							THEN concat(lpad(CAST(duration_us AS VARCHAR), 19, '0'), ' ', trace_id, ' ', span_id)
						END AS agent_place
					FROM priced
				),
				last_of_execution AS (
					SELECT
						*,
						is_usage AND run_id IS NULL AS is_alone,
						ROW_NUMBER() OVER by_execution AS nth_of_execution,
						FIRST_VALUE(CASE WHEN is_usage THEN own_run END) OVER by_execution AS last_run,
						FIRST_VALUE(CASE WHEN is_usage THEN span_day END) OVER by_execution AS last_day,
						FIRST_VALUE(CASE WHEN is_usage THEN outcome END) OVER by_execution AS last_outcome,
						MAX(agent_place) OVER by_execution AS longest_place
					FROM executions
					WINDOW by_execution AS (
						PARTITION BY scope, execution
						ORDER BY is_usage DESC, start_timestamp DESC, trace_id DESC, span_id DESC
						ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
					)
				),
				usage_runs AS (
					SELECT
						*,
						CASE WHEN is_alone THEN own_run ELSE last_run END AS usage_run,
						CASE WHEN is_alone THEN span_day ELSE last_day END AS usage_day,
						CASE WHEN is_alone THEN outcome ELSE last_outcome END AS usage_outcome,
						is_usage AND (is_alone OR nth_of_execution = 1) AS is_usage_run
					FROM last_of_execution
				)""");

	// A run of an agent contains everything below its spans, whatever run those name.
	// Usage spans take precedence: a run that has one is not an agent's.
	private static final Sql OF_AGENT_SPANS = Sql
		.of("""
				outermost AS (
					SELECT
						*,
						is_agent AND top_agent IS NULL AND NOT is_usage AND NOT :is_covered AS is_agent_run,
						coalesce(run_id, agent_call) AS agent_run_name
					FROM usage_runs
				),
				below_agents AS (
					SELECT
						*,
						MAX(CASE WHEN NOT is_agent_run THEN NULL
							WHEN agent_run_name IS NULL THEN concat('span ', trace_id, ' ', span_id)
							ELSE concat('run ', agent_run_name) END)
							OVER (PARTITION BY scope, trace_id, coalesce(top_agent, span_id)) AS run_above
					FROM outermost
				),
				of_agents AS (
					SELECT
						*,
						CASE WHEN :counts_usage AND usage_run IS NOT NULL THEN execution ELSE coalesce(run_above, execution) END AS belongs_to
					FROM below_agents
				),
				last_of_agents AS (
					SELECT
						*,
						ROW_NUMBER() OVER by_run AS nth_of_run,
						FIRST_VALUE(CASE WHEN is_agent_run THEN belongs_to END) OVER by_run AS agent_run,
						FIRST_VALUE(span_day) OVER by_run AS agent_day,
						FIRST_VALUE(outcome) OVER by_run AS agent_outcome,
						FIRST_VALUE(own_conversation) OVER by_run AS agent_conversation
					FROM of_agents
					WINDOW by_run AS (
						PARTITION BY scope, belongs_to
						ORDER BY is_usage AND :counts_usage DESC, is_agent_run DESC, start_timestamp DESC, trace_id DESC, span_id DESC
						ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
					)
				),
				timed AS (
					SELECT
						*,
						CASE WHEN agent_run IS NULL OR is_agent_run THEN agent_place END AS timed_place,
						MAX(CASE WHEN agent_run IS NULL OR is_agent_run THEN agent_place END)
							OVER (PARTITION BY scope, CASE WHEN agent_run IS NULL THEN execution ELSE concat('agent ', agent_run) END) AS longest_timed
					FROM last_of_agents
				)""");

	private static final Sql RUNS_OF_USAGE_SPANS = Sql.of("""
			runs AS (
				SELECT
					*,
					is_usage_run AS is_run,
					is_usage AS is_try,
					FALSE AS is_of_agent,
					run_id AS run_name,
					usage_run AS part_of_run,
					usage_day AS part_of_day,
					usage_outcome AS part_outcome,
					CASE WHEN is_usage THEN usage_nano END AS paid_nano,
					own_conversation AS conversation,
					CASE WHEN agent_place = longest_place THEN duration_us END AS longest_us
				FROM usage_runs
			)""");

	private static final Sql RUNS = Sql
		.of("""
				runs AS (
					SELECT
						*,
						(:counts_usage AND is_usage_run) OR (agent_run IS NOT NULL AND is_agent_run AND nth_of_run = 1) AS is_run,
						(:counts_usage AND is_usage) OR (agent_run IS NOT NULL AND is_agent_run) AS is_try,
						agent_run IS NOT NULL AS is_of_agent,
						CASE WHEN agent_run IS NULL THEN run_id ELSE agent_run_name END AS run_name,
						CASE WHEN agent_run IS NULL AND :counts_usage THEN usage_run ELSE agent_run END AS part_of_run,
						CASE WHEN agent_run IS NOT NULL THEN agent_day WHEN :counts_usage THEN usage_day END AS part_of_day,
						CASE WHEN agent_run IS NOT NULL THEN agent_outcome WHEN :counts_usage THEN usage_outcome END AS part_outcome,
						CASE WHEN :counts_usage AND is_usage THEN usage_nano END AS paid_nano,
						CASE WHEN agent_run IS NULL THEN own_conversation ELSE coalesce(agent_conversation, own_conversation) END AS conversation,
						CASE WHEN timed_place = longest_timed THEN duration_us END AS longest_us
					FROM timed
				)""");

	private RunSteps() {
	}

	/**
	 * The steps of a {@code WITH} after {@code priced}; the last is {@code runs}.
	 */
	static Sql steps(RunSource source) {
		return switch (source) {
			case USAGE_SPANS -> Sql.list(List.of(OF_USAGE_SPANS, RUNS_OF_USAGE_SPANS));
			case AGENT_SPANS -> steps(Sql.of("FALSE"), Sql.of("FALSE"));
			case AUTO -> steps(Sql.of("TRUE"), Sql.of("has_usage_span = 1"));
		};
	}

	private static Sql steps(Sql countsUsage, Sql isCovered) {
		return Sql.list(
				List.of(OF_USAGE_SPANS, OF_AGENT_SPANS.with("counts_usage", countsUsage).with("is_covered", isCovered),
						RUNS.with("counts_usage", countsUsage)));
	}

}
