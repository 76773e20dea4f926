package ai.potpie.analyticsapi.analytics.runs;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.runs.ConversationList.Conversation;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which conversations did a user have, and what happened in each? The answer is one page;
 * each row of the query is a conversation. A span belongs to the conversation that it
 * names itself.
 *
 * @param spans the spans of the question
 * @param rules how to interpret spans
 * @param page the page of the list
 * @param prices prices for LLM calls without a recorded cost
 * @param links addresses of traces
 */
public record ConversationListQuestion(UserSpans spans, SpanRules rules, ListPage page, CallPrices prices,
		TraceUrls links) implements ListQuestion<ConversationList> {

	private static final Sql COLUMNS = Sql.of("""
			conversation AS row_conversation,
			COUNT(*) FILTER (WHERE is_run) AS run_count,
			COUNT(DISTINCT execution) AS message_count,
			:last_outcome AS row_outcome,
			array_agg(DISTINCT agent) FILTER (WHERE agent IS NOT NULL) AS row_agents,
			array_agg(DISTINCT project) FILTER (WHERE project IS NOT NULL) AS row_projects""")
		.with("last_outcome", ListPage.last("run_outcome", "is_run"));

	@Override
	public LogfireQuery query() {
		return this.page.query(activity(), "conversation", COLUMNS, List.of(), this.spans.window());
	}

	@Override
	public LogfireQuery count() {
		return this.page.count(activity(), "conversation", COLUMNS, List.of(), this.spans.window());
	}

	private Sql activity() {
		return Activity.of(this.spans, this.rules, RunCosts.recorded(this.rules), this.prices).steps();
	}

	@Override
	public ConversationListQuestion with(CallPrices prices) {
		return new ConversationListQuestion(this.spans, this.rules, this.page, prices, this.links);
	}

	@Override
	public ConversationListQuestion with(SpanRules rules) {
		return new ConversationListQuestion(this.spans, rules, this.page, this.prices, this.links);
	}

	@Override
	public ConversationList answer(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		return new ConversationList(this.spans.userId(), Period.of(window),
				this.page.rows(rows).stream().map((row) -> conversation(row, rows, asOf)).toList(),
				this.page.next(rows), UsageMeta.of(asOf, rows.source(), window.zone(), this.prices));
	}

	private Conversation conversation(Row row, Rows rows, Instant asOf) {
		String trace = row.required("last_trace_id");
		Instant first = row.moment("first_activity");
		Instant last = row.moment("last_activity");
		return new Conversation(row.required("row_conversation"), row.number("run_count"), row.number("message_count"),
				row.text("row_outcome"), Numbers.dollars(row.number("cost_nano")), CallNumbers.of(row),
				Numbers.milliseconds(row, "duration_us"), row.texts("row_agents"), row.texts("row_projects"), first,
				last, row.text("last_exception_type"), row.text("last_exception_message"), trace,
				this.links.to(trace, first, last, rows, asOf));
	}

}
