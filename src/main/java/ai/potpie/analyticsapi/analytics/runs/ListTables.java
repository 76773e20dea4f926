package ai.potpie.analyticsapi.analytics.runs;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import ai.potpie.analyticsapi.analytics.CallTable;
import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.runs.ConversationList.Conversation;
import ai.potpie.analyticsapi.analytics.runs.RunList.Run;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.Table;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs and conversations as tables.
 */
final class ListTables {

	static final Table<Run> RUNS = Table.<Run>named("runs")
		.text("run_id", Run::runId)
		.text("trace_id", Run::traceId)
		.text("conversation_id", Run::conversationId)
		.text("agent_id", Run::agentId)
		.text("project_id", Run::projectId)
		.text("environment", Run::environment)
		.text("outcome", Run::outcome)
		.dollars("cost", Run::cost)
		.and(CallTable.NUMBERS.of(Run::numbers))
		.count("tries", Run::tries)
		.milliseconds("duration_ms", Run::durationMs)
		.microtime("first_activity", Run::firstActivity)
		.microtime("last_activity", Run::lastActivity)
		.text("exception_type", Run::exceptionType)
		.text("exception_message", Run::exceptionMessage)
		.text("trace_url", Run::traceUrl);

	static final Table<Conversation> CONVERSATIONS = Table.<Conversation>named("conversations")
		.text("conversation_id", Conversation::conversationId)
		.count("runs", Conversation::runs)
		.count("messages", Conversation::messages)
		.text("outcome", Conversation::outcome)
		.dollars("cost", Conversation::cost)
		.and(CallTable.NUMBERS.of(Conversation::numbers))
		.milliseconds("duration_ms", Conversation::durationMs)
		.json("agent_ids", (conversation) -> json(conversation.agentIds()))
		.json("project_ids", (conversation) -> json(conversation.projectIds()))
		.microtime("first_activity", Conversation::firstActivity)
		.microtime("last_activity", Conversation::lastActivity)
		.text("exception_type", Conversation::exceptionType)
		.text("exception_message", Conversation::exceptionMessage)
		.text("trace_id", Conversation::traceId)
		.text("trace_url", Conversation::traceUrl);

	private ListTables() {
	}

	/** The facts that a file with one of the tables states about itself. */
	static List<Fact> facts(Table<?> table, ListQuestion<?> question, Instant now) {
		ListSort sort = question.page().sort();
		FileFacts facts = FileFacts.of("A user's " + table.name() + ", with times in UTC", question.spans());
		question.filters().forEach(facts::filter);
		return facts.and(Fact.text("Sorted by", sort.name().toLowerCase(Locale.ROOT)))
			.asOf(now)
			.runCosts(RunCosts.recorded(question.rules()))
			.and(Fact.text("llm_cost",
					"The cost of calls of LLMs: each row says how many of them recorded it, of how many it is estimated,"
							+ " and how many have no price and are not in it."))
			.list();
	}

	private static String json(List<String> texts) {
		return JsonMapper.shared().writeValueAsString(texts);
	}

}
