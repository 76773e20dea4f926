package ai.potpie.analyticsapi.analytics.oracle;

import java.util.List;

/**
 * The attributes that say whose a span is and what it belongs to. Of each list the first
 * that is there wins.
 */
record OracleNames(List<String> user, List<String> run, List<String> conversation, List<String> project,
		List<String> agent) {

	static final OracleNames DEFAULT = new OracleNames(List.of("user_id"), List.of("run_id"),
			List.of("conversation_id", "gen_ai.conversation.id"), List.of("project_id"),
			List.of("agent_id", "gen_ai.agent.name"));

}
