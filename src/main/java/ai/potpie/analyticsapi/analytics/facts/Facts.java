package ai.potpie.analyticsapi.analytics.facts;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The facts that spans state: the steps of a {@code WITH} that read records and their
 * JSON. The last step, {@code facts}, has one row for each copy of a span. Later steps
 * read no JSON, because that of one span may hold a whole conversation.
 *
 * @param spans the condition for the spans of the question
 * @param scopes what separates spans with equal ids that do not belong together
 * @param day the local day on which a span started
 * @param rules how to interpret spans
 * @param calls whether the question is about LLM calls
 */
public record Facts(Sql spans, Scopes scopes, Sql day, SpanRules rules, Calls calls) {

	private static final Sql FOUND = Sql.of("""
			marked AS (
				SELECT
					:scope
					trace_id,
					span_id,
					parent_span_id,
					kind,
					start_timestamp,
					created_at,
					CASE WHEN end_timestamp > start_timestamp THEN end_timestamp ELSE start_timestamp END AS ended,
					deployment_environment AS environment_text,
					:day AS span_day,
					span_name = 'agent_run_usage' AS is_usage,
					:has_agent_name AS has_agent_name,
					otel_scope_name IN ('logfire.openai', 'logfire.anthropic') AS may_begin_stream,
					is_exception OR level >= 17 AS is_error,
					exception_type,
					exception_message,
					TRY_CAST(ROUND(duration * 1e6) AS BIGINT) AS duration_us,
					:document AS document
				FROM records
				WHERE :spans
					AND kind <> 'span_event'
			),
			found AS (
				SELECT
					*,
					has_agent_name AND kind = 'span' AS is_agent,
					:names_model AS names_model,
					md5(CAST(document AS VARCHAR)) AS digest
				FROM marked
			)""");

	// Of a span that mentions no model, only the position in the tree matters
	private static final Sql DOCUMENT_OF_CALLS = Sql
		.of("CASE WHEN CAST(attributes AS VARCHAR) LIKE '%model%' THEN attributes END");

	private static final Sql DOCUMENT = Sql.of("attributes");

	private static final Sql READ = Sql
		.of("""
				read AS (
					SELECT
						*,
						:identity_texts,
						CASE WHEN is_usage THEN :actual_cost_text END AS paid_text,
						CASE WHEN is_usage OR is_agent THEN :outcome_text END AS outcome_text,
						CASE WHEN is_agent THEN :agent_call_text END AS agent_call_text,
						CASE WHEN names_model THEN :operation_text END AS operation_text,
						CASE WHEN names_model THEN :model_text END AS model_text,
						CASE WHEN names_model THEN :provider_text END AS provider_text,
						CASE WHEN names_model THEN :response_text END AS response_text,
						CASE WHEN names_model THEN :input_text END AS input_text,
						CASE WHEN names_model THEN :output_text END AS output_text,
						CASE WHEN names_model THEN :cache_read_text END AS cache_read_text,
						CASE WHEN names_model THEN :cache_write_text END AS cache_write_text,
						CASE WHEN names_model THEN :reasoning_text END AS reasoning_text,
						CASE WHEN names_model THEN :call_cost_text END AS call_cost_text
					FROM found
				),
				cleaned AS (
					SELECT
						*,
						:run_named AS run_id,
						:conversation_named AS own_conversation,
						:project_named AS project,
						:agent_named AS agent,
						:environment_named AS environment,
						:agent_call_named AS agent_call,
						:operation_named AS operation,
						model_text AS model,
						provider_text AS provider,
						:response_named AS response,
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
				measured AS (
					SELECT
						*,
						CASE WHEN paid > 0 AND paid <= 1000000 THEN TRY_CAST(ROUND(paid * 1e9) AS BIGINT) ELSE 0 END AS usage_nano,
						CASE WHEN call_cost >= 0 AND call_cost <= 1000000 THEN TRY_CAST(ROUND(call_cost * 1e9) AS BIGINT) END AS recorded_nano,
						CASE
							WHEN outcome_name IN ('completed', 'ok') THEN 'success'
							WHEN outcome_name IN ('failed', 'failure') THEN 'error'
							WHEN outcome_name = 'canceled' THEN 'cancelled'
							WHEN outcome_name <> '' THEN outcome_name
							WHEN is_usage THEN 'unknown'
							WHEN is_error THEN 'error'
							ELSE 'success'
						END AS outcome
					FROM cleaned
				),
				used AS (
					SELECT
						*,
						recorded_nano IS NOT NULL OR input_tokens > 0 OR output_tokens > 0 OR cache_read_tokens > 0
							OR cache_write_tokens > 0 OR reasoning_tokens > 0 AS has_usage
					FROM measured
				),
				facts AS (
					SELECT
						*,
						:is_candidate AS is_candidate
					FROM :used
				)""")
		.with("actual_cost_text", SpanAttribute.ACTUAL_COST.text())
		.with("outcome_text", SpanAttribute.OUTCOME.text())
		.with("agent_call_text", SpanAttribute.AGENT_CALL.text())
		.with("operation_text", SpanAttribute.OPERATION.text())
		.with("model_text", Cleaned.firstNamed(SpanAttribute.MODEL.texts()))
		.with("provider_text", Cleaned.firstNamed(SpanAttribute.PROVIDER.texts()))
		.with("response_text", SpanAttribute.RESPONSE.text())
		.with("input_text", SpanAttribute.INPUT.text())
		.with("output_text", SpanAttribute.OUTPUT.text())
		.with("cache_read_text", SpanAttribute.CACHE_READ.text())
		.with("cache_write_text", SpanAttribute.CACHE_WRITE.text())
		.with("reasoning_text", SpanAttribute.REASONING.text())
		.with("call_cost_text", SpanAttribute.COST.text())
		.with("environment_named", named("environment_text"))
		.with("agent_call_named", named("agent_call_text"))
		.with("operation_named", named("operation_text"))
		.with("response_named", named("response_text"))
		.with("paid_decimal", Cleaned.decimal("paid_text"))
		.with("call_cost_decimal", Cleaned.decimal("call_cost_text"))
		.with("outcome_trimmed", Cleaned.trimmedName("outcome_text"))
		.with("input_count", Cleaned.count("input_text"))
		.with("output_count", Cleaned.count("output_text"))
		.with("cache_read_count", Cleaned.count("cache_read_text"))
		.with("cache_write_count", Cleaned.count("cache_write_text"))
		.with("reasoning_count", Cleaned.count("reasoning_text"));

	private static final Sql NO_CALLS = Sql.of("FALSE");

	/**
	 * The facts of spans that an expression separates.
	 * @param scope an expression over the columns of a record, such as its user; never
	 * NULL
	 */
	public Facts(Sql spans, Sql scope, Sql day, SpanRules rules, Calls calls) {
		this(spans, Scopes.by(scope), day, rules, calls);
	}

	/** The steps of a {@code WITH}; the last is {@code facts}. */
	public Sql steps() {
		return (this.rules.source() == FactSource.HISTORY) ? FactTable.step(this) : Sql.list(List.of(found(), read()));
	}

	private Sql found() {
		return FOUND.with("scope", this.scopes.ofRecords())
			.with("day", this.day)
			.with("has_agent_name", this.rules.agents().condition())
			.with("document", (this.calls == Calls.ALONE) ? DOCUMENT_OF_CALLS : DOCUMENT)
			.with("spans", this.spans)
			.with("names_model", (this.calls == Calls.NONE) ? NO_CALLS : CallCandidates.NAMES_MODEL);
	}

	private Sql read() {
		AttributeNames names = this.rules.names();
		return READ.with("is_candidate", (this.calls == Calls.NONE) ? NO_CALLS : CallCandidates.IS_CANDIDATE)
			.with("used", this.scopes.from("used"))
			.with("identity_texts",
					Sql.list(List.of(texts("run", names.run()), texts("conversation", names.conversation()),
							texts("project", names.project()), texts("agent", names.agent()))))
			.with("run_named", named("run", names.run()))
			.with("conversation_named", named("conversation", names.conversation()))
			.with("project_named", named("project", names.project()))
			.with("agent_named", named("agent", names.agent()));
	}

	/** One column for each attribute, so that the SQL reads none twice. */
	private static Sql texts(String what, List<String> attributes) {
		List<Sql> columns = new ArrayList<>();
		for (String attribute : attributes) {
			columns.add(Sql.of(":text AS :column")
				.with("text", SpanAttribute.text(attribute))
				.with("column", column(what, columns.size())));
		}
		return Sql.list(columns);
	}

	private static Sql named(String what, List<String> attributes) {
		List<Sql> columns = new ArrayList<>();
		attributes.forEach((attribute) -> columns.add(column(what, columns.size())));
		return Cleaned.firstNamed(columns);
	}

	private static Sql named(String column) {
		return Cleaned.firstNamed(List.of(Sql.of(column)));
	}

	private static Sql column(String what, int number) {
		return Sql.of(what + "_text_" + number);
	}

	/** Whether a question is about LLM calls. */
	public enum Calls {

		/** The question ignores LLM calls. */
		NONE,

		/** The question reads LLM calls and all other spans. */
		TOO,

		/** The question reads LLM calls alone. */
		ALONE

	}

}
