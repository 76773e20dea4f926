package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which spans are calls of an LLM. Agents' spans repeat the tokens of the calls below
 * them, and two instrumentations record one call as parent and child: counted are leaves,
 * as the README says. This is the first half of the rule, about a span by itself; the
 * second, that no call is below it, is in {@link Activity}.
 */
final class LlmCalls {

	/** Names the rule in answers. */
	static final String RULE = "leaf_spans";

	// What instrumentations that follow OpenInference say of spans that are none
	private static final Sql CONDITION = Sql
		.of("""
				(kind = 'span'
					AND coalesce((attributes->>'gen_ai.request.model'), (attributes->>'gen_ai.response.model')) IS NOT NULL
					AND coalesce((attributes->>'gen_ai.operation.name'), '') NOT IN ('invoke_agent', 'create_agent', 'execute_tool')
					AND coalesce((attributes->>'openinference.span.kind'), '') ~ '^([[:space:]]*|LLM)$'
					AND span_name <> 'agent_run_usage'
					AND NOT :is_agent)""");

	private LlmCalls() {
	}

	static Sql condition(AgentSpanNames agents) {
		return CONDITION.with("is_agent", agents.condition());
	}

}
