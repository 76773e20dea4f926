package ai.potpie.analyticsapi.analytics.facts;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Decides which spans and logs may be LLM calls, as far as their own columns and
 * attributes tell: {@code docs/numbers.md#which-spans-are-calls}.
 */
final class CallCandidates {

	/** The condition that a span names a model and does not name another operation. */
	static final Sql NAMES_MODEL = Sql
		.of("""
				(NOT is_usage
					AND NOT has_agent_name
					AND :model IS NOT NULL
					AND coalesce(:operation, '') NOT IN ('invoke_agent', 'create_agent', 'execute_tool', 'invoke_workflow', 'execute_task')
					AND coalesce(:span_kind, '') ~ '^([[:space:]]*|LLM)$')""")
		.with("model", SpanAttribute.MODEL.text())
		.with("operation", SpanAttribute.OPERATION.text())
		.with("span_kind", SpanAttribute.SPAN_KIND.text());

	// Logfire's instrumentations of OpenAI and Anthropic write a span when a stream
	// begins and a log with its usage when it ends, side by side or in two traces
	/** The condition that a span or log is a candidate for an LLM call. */
	static final Sql IS_CANDIDATE = Sql.of("""
			names_model AND NOT (coalesce(may_begin_stream, FALSE) AND kind = 'span'
				AND NOT has_usage AND response IS NULL AND NOT is_error)""");

	private CallCandidates() {
	}

}
