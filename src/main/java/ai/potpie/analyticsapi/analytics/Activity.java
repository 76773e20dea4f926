package ai.potpie.analyticsapi.analytics;

import java.time.ZoneId;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What spans say of runs, executions, conversations and calls of LLMs: the part that all
 * questions have in common. Its SQL is the steps of a {@code WITH}, of which the last,
 * {@code activity}, has a row for each span. A question adds them up; columns that it
 * does not name cost nothing.
 * <p>
 * Each step is used once: DataFusion puts a step in place wherever it is used, and scans
 * again. Money is whole billionths of a dollar, so that sums are exact.
 *
 * @param spans the condition for the spans it is about
 * @param scope what keeps apart spans that have nothing to do with each other, whatever
 * their ids: an expression of columns, none of which is NULL
 * @param zone where days begin and end
 * @param agents which spans are an agent at work
 * @param prices what calls cost that do not say so; null if calls are of no interest
 */
record Activity(Sql spans, Sql scope, ZoneId zone, AgentSpanNames agents, @Nullable CallPrices prices) {

	/** The scope of spans that all belong together. */
	static final Sql ONE_SCOPE = Sql.of("0");

	// A call's parent is no call: each call is there twice, in a place of its own and in
	// that of its parent, but only when its texts are read, since rows are sorted by
	// place. Both windows over places are the same for one sort. What belongs to no run
	// by
	// itself belongs to the run of its execution, and if there are several of those, in a
	// trace without run ids, to the last.
	private static final Sql SQL = Sql
		.of("""
				marked AS (
					SELECT
						:scope AS scope,
						trace_id,
						span_id,
						parent_span_id,
						start_timestamp,
						CASE WHEN end_timestamp > start_timestamp THEN end_timestamp ELSE start_timestamp END AS ended,
						deployment_environment AS environment_text,
						CAST((start_timestamp AT TIME ZONE :zone) AS DATE) AS span_day,
						span_name = 'agent_run_usage' AS is_usage,
						:is_agent AS is_agent,
						:is_call AS is_call,
						is_exception OR level >= 17 AS is_error,
						exception_type,
						exception_message,
						TRY_CAST(ROUND(duration * 1e6) AS BIGINT) AS duration_us,
						attributes
					FROM records
					WHERE :spans
						AND kind <> 'span_event'
				),
				read AS (
					SELECT
						*,
						(attributes->>'run_id') AS run_text,
						(attributes->>'conversation_id') AS conversation_text,
						(attributes->>'gen_ai.conversation.id') AS gen_ai_conversation_text,
						(attributes->>'project_id') AS project_text,
						(attributes->>'agent_id') AS agent_text,
						CASE WHEN is_usage THEN (attributes->>'actual_cost') END AS paid_text,
						CASE WHEN is_usage THEN (attributes->>'outcome') END AS outcome_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.operation.name') END AS operation_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.response.model') END AS answered_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.request.model') END AS asked_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.provider.name') END AS provider_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.system') END AS system_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.usage.input_tokens') END AS input_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.usage.output_tokens') END AS output_text,
						CASE WHEN is_call THEN coalesce((attributes->>'gen_ai.usage.cache_read.input_tokens'), (attributes->>'gen_ai.usage.details.cache_read_tokens')) END AS cache_read_text,
						CASE WHEN is_call THEN coalesce((attributes->>'gen_ai.usage.cache_creation.input_tokens'), (attributes->>'gen_ai.usage.details.cache_write_tokens')) END AS cache_write_text,
						CASE WHEN is_call THEN (attributes->>'gen_ai.usage.details.reasoning_tokens') END AS reasoning_text,
						CASE WHEN is_call THEN (attributes->>'operation.cost') END AS call_cost_text
					FROM marked
				),
				cleaned AS (
					SELECT
						*,
						:run_named AS run_id,
						:conversation_named AS conversation,
						:project_named AS project,
						:agent_named AS agent,
						:environment_named AS environment,
						:operation_named AS operation,
						:model_named AS model,
						:provider_named AS provider,
						:paid_decimal AS paid,
						:call_cost_decimal AS call_cost,
						:outcome_trimmed AS outcome_name,
						:input_count AS input_tokens,
						:output_count AS output_tokens,
						:cache_read_count AS cache_read_tokens,
						:cache_write_count AS cache_write_tokens,
						:reasoning_count AS reasoning_tokens
					FROM read
				),
				named AS (
					SELECT
						*,
						CASE
							WHEN is_usage AND run_id IS NULL THEN 'span ' || trace_id || ' ' || span_id
							WHEN is_usage THEN 'run ' || run_id
						END AS run,
						CASE WHEN run_id IS NULL THEN 'trace ' || trace_id ELSE 'run ' || run_id END AS execution,
						CASE WHEN paid > 0 AND paid <= 1000000 THEN TRY_CAST(ROUND(paid * 1e9) AS BIGINT) ELSE 0 END AS usage_nano,
						CASE WHEN call_cost >= 0 AND call_cost <= 1000000 THEN TRY_CAST(ROUND(call_cost * 1e9) AS BIGINT) END AS recorded_nano,
						CASE
							WHEN outcome_name IN ('completed', 'ok') THEN 'success'
							WHEN outcome_name IN ('failed', 'failure') THEN 'error'
							WHEN outcome_name = 'canceled' THEN 'cancelled'
							ELSE coalesce(nullif(outcome_name, ''), 'unknown')
						END AS outcome
					FROM cleaned
				),
				places AS (
					SELECT
						*,
						CASE WHEN place = 1 THEN parent_span_id ELSE span_id END AS place_id
					FROM named
					CROSS JOIN (VALUES :places) AS twice(place)
					WHERE place = 0 OR is_call
				),
				placed AS (
					SELECT
						*,
						ROW_NUMBER() OVER (PARTITION BY scope, is_usage, is_call, trace_id, place_id ORDER BY place, start_timestamp) AS copy_number,
						MAX(place) OVER (
							PARTITION BY scope, is_usage, is_call, trace_id, place_id ORDER BY place, start_timestamp
							ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
						) AS is_parent
					FROM places
				),
				ranked AS (
					SELECT
						*,
						is_call AND copy_number = 1 AND is_parent = 0 AS is_leaf,
						ROW_NUMBER() OVER (PARTITION BY scope, run ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) AS from_last,
						FIRST_VALUE(span_day) OVER (PARTITION BY scope, run ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) AS own_day,
						FIRST_VALUE(outcome) OVER (PARTITION BY scope, run ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) AS own_outcome,
						FIRST_VALUE(run) OVER (PARTITION BY scope, execution ORDER BY is_usage DESC, start_timestamp DESC, trace_id DESC, span_id DESC) AS execution_run,
						FIRST_VALUE(CASE WHEN is_usage THEN span_day END) OVER (PARTITION BY scope, execution ORDER BY is_usage DESC, start_timestamp DESC, trace_id DESC, span_id DESC) AS execution_day,
						ROW_NUMBER() OVER (PARTITION BY scope, is_agent, execution ORDER BY duration_us DESC NULLS LAST, trace_id DESC, span_id DESC) AS from_longest
					FROM placed
					WHERE place = 0
				),
				activity AS (
					SELECT
						*,
						is_usage AND from_last = 1 AS is_run,
						CASE WHEN is_usage THEN own_day END AS run_day,
						CASE WHEN is_usage THEN own_outcome END AS run_outcome,
						CASE WHEN is_usage AND copy_number = 1 THEN usage_nano END AS paid_nano,
						CASE WHEN is_usage THEN run ELSE execution_run END AS part_of_run,
						CASE WHEN is_usage THEN own_day ELSE execution_day END AS part_of_day,
						CASE WHEN conversation IS NOT NULL THEN CAST(length(conversation) AS VARCHAR) || ' ' || conversation || execution END AS message,
						CASE WHEN is_agent AND from_longest = 1 THEN duration_us END AS longest_us,
						CASE WHEN is_leaf THEN recorded_nano END AS known_nano,
						CASE WHEN is_leaf THEN coalesce(recorded_nano, :price) END AS call_nano
					FROM ranked
				)""")
		.with("run_named", Cleaned.named("run_text"))
		.with("conversation_named", Cleaned.firstNamed("conversation_text", "gen_ai_conversation_text"))
		.with("project_named", Cleaned.named("project_text"))
		.with("agent_named", Cleaned.named("agent_text"))
		.with("environment_named", Cleaned.named("environment_text"))
		.with("operation_named", Cleaned.named("operation_text"))
		.with("model_named", Cleaned.firstNamed("answered_text", "asked_text"))
		.with("provider_named", Cleaned.firstNamed("provider_text", "system_text"))
		.with("paid_decimal", Cleaned.decimal("paid_text"))
		.with("call_cost_decimal", Cleaned.decimal("call_cost_text"))
		.with("outcome_trimmed", Cleaned.trimmedName("outcome_text"))
		.with("input_count", Cleaned.count("input_text"))
		.with("output_count", Cleaned.count("output_text"))
		.with("cache_read_count", Cleaned.count("cache_read_text"))
		.with("cache_write_count", Cleaned.count("cache_write_text"))
		.with("reasoning_count", Cleaned.count("reasoning_text"));

	private static final Sql WITHOUT_CALLS = SQL.with("is_call", Sql.of("FALSE"))
		.with("places", Sql.of("(0)"))
		.with("price", Sql.of("NULL"));

	private static final Sql WITH_CALLS = SQL.with("places", Sql.of("(0), (1)"));

	/** That of a user. */
	static Activity of(UserSpans spans, AgentSpanNames agents, @Nullable CallPrices prices) {
		return new Activity(spans.condition(), ONE_SCOPE, spans.window().zone(), agents, prices);
	}

	/** The steps of a {@code WITH}, the last of which is {@code activity}. */
	Sql sql() {
		Sql sql = (this.prices == null) ? WITHOUT_CALLS
				: WITH_CALLS.with("is_call", LlmCalls.condition(this.agents)).with("price", this.prices.sql());
		return sql.with("scope", this.scope)
			.with("zone", this.zone)
			.with("is_agent", this.agents.condition())
			.with("spans", this.spans);
	}

}
