package ai.potpie.analyticsapi.analytics.runs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.runs.RunList.Run;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which runs did a user have, and what happened in each? The answer is one page; each row
 * of the query is a run.
 *
 * @param spans the spans of the question
 * @param rules how to interpret spans
 * @param outcomes outcomes whose runs are listed; empty for all
 * @param conversations conversations whose runs are listed; empty for all
 * @param page the page of the list
 * @param prices prices for LLM calls without a recorded cost
 * @param links addresses of traces
 */
public record RunListQuestion(UserSpans spans, SpanRules rules, List<String> outcomes, List<String> conversations,
		ListPage page, CallPrices prices, TraceUrls links) implements ListQuestion<RunList> {

	// If the last usage span does not tell a value, another span of the run may
	private static final Sql COLUMNS = Sql.of("""
			MAX(run_name) FILTER (WHERE is_run) AS row_run,
			MAX(trace_id) FILTER (WHERE is_run) AS row_trace,
			coalesce(MAX(conversation) FILTER (WHERE is_run), MAX(conversation)) AS row_conversation,
			coalesce(MAX(agent) FILTER (WHERE is_run), MAX(agent)) AS row_agent,
			coalesce(MAX(project) FILTER (WHERE is_run), MAX(project)) AS row_project,
			coalesce(MAX(environment) FILTER (WHERE is_run), MAX(environment)) AS row_environment,
			MAX(run_outcome) AS row_outcome,
			COUNT(*) FILTER (WHERE is_try) AS tries""");

	@Override
	public LogfireQuery query() {
		return this.page.query(activity(), "part_of_run", COLUMNS, wanted(), this.spans.window());
	}

	@Override
	public Stream<String> texts() {
		return Stream.of(this.spans.texts(), this.outcomes.stream(), this.conversations.stream())
			.flatMap((texts) -> texts);
	}

	@Override
	public LogfireQuery count() {
		return this.page.count(activity(), "part_of_run", COLUMNS, wanted(), this.spans.window());
	}

	@Override
	public Map<String, List<String>> filters() {
		return new TreeMap<>(Map.of("outcome", this.outcomes, "conversation_id", this.conversations));
	}

	private Sql activity() {
		return Activity.of(this.spans, this.rules, RunCosts.recorded(this.rules), this.prices).steps();
	}

	private List<Sql> wanted() {
		List<Sql> wanted = new ArrayList<>();
		SpanFilters.add(wanted, Sql.of("row_outcome"), this.outcomes);
		SpanFilters.add(wanted, Sql.of("row_conversation"), this.conversations);
		return wanted;
	}

	@Override
	public RunListQuestion with(CallPrices prices) {
		return new RunListQuestion(this.spans, this.rules, this.outcomes, this.conversations, this.page, prices,
				this.links);
	}

	@Override
	public RunListQuestion with(SpanRules rules) {
		return new RunListQuestion(this.spans, rules, this.outcomes, this.conversations, this.page, this.prices,
				this.links);
	}

	@Override
	public RunList answer(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		return new RunList(this.spans.userId(), Period.of(window),
				this.page.rows(rows).stream().map((row) -> run(row, rows, asOf)).toList(), this.page.next(rows),
				UsageMeta.of(asOf, rows.source(), window.zone(), this.prices));
	}

	private Run run(Row row, Rows rows, Instant asOf) {
		String trace = row.required("row_trace");
		Instant first = row.moment("first_activity");
		Instant last = row.moment("last_activity");
		return new Run(row.text("row_run"), trace, row.text("row_conversation"), row.text("row_agent"),
				row.text("row_project"), row.text("row_environment"), row.required("row_outcome"),
				Numbers.dollars(row.number("cost_nano")), CallNumbers.of(row), row.number("tries"),
				Numbers.milliseconds(row, "duration_us"), first, last, row.text("last_exception_type"),
				row.text("last_exception_message"), this.links.to(trace, first, last, rows, asOf));
	}

}
