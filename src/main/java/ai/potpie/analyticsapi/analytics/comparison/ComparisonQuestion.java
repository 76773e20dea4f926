package ai.potpie.analyticsapi.analytics.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedDay;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.DayNumbers;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.Reason;
import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunSums;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.counting.UserQuestion;
import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What did a user's agents and LLM calls cost and do, compared with earlier days? One
 * scan reads both windows: a row is a run's day, a call's day or a whole window, and the
 * column {@code part} says which. A window's numbers are the same as if it were the only
 * one.
 *
 * @param spans the spans of the current window
 * @param previous the earlier window, which ends before the current one starts
 * @param rules how to interpret spans
 * @param prices prices for LLM calls without a recorded cost
 * @param retention how long Logfire keeps spans
 * @param settling when the late spans of a window have arrived
 */
public record ComparisonQuestion(UserSpans spans, Window previous, SpanRules rules, CallPrices prices,
		RetentionProperties retention, Settling settling) implements UserQuestion<Comparison> {

	private static final String CURRENT = "current";

	private static final String PREVIOUS = "previous";

	// A run with spans in both windows is a run of each
	private static final Sql SCOPE = Sql
		.of("CASE WHEN start_timestamp >= :current_start THEN :current ELSE :previous END")
		.with("current", CURRENT)
		.with("previous", PREVIOUS);

	private static final Sql SQL = Sql.of("""
			WITH :activity,
			counted AS (
				SELECT
					*,
					CASE WHEN is_leaf THEN span_day END AS call_day
				FROM activity
			)
			SELECT
				scope,
				CASE
					WHEN GROUPING(cost_day) = 0 THEN 'run_day'
					WHEN GROUPING(call_day) = 0 THEN 'call_day'
					ELSE 'window'
				END AS part,
				coalesce(cost_day, call_day) AS bucket,
				:run_sums,
				:call_sums,
				CASE WHEN GROUPING(cost_day) = 1 AND GROUPING(call_day) = 1 THEN :unpriced_names END AS unpriced_names
			FROM counted
			GROUP BY GROUPING SETS ((scope, cost_day), (scope, call_day), (scope))
			ORDER BY scope, part, bucket NULLS LAST
			""")
		.with("run_sums", RunSums.SQL)
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES);

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		Sql times = Sql.or(List.of(this.previous.condition(), window.condition()));
		Facts facts = new Facts(this.spans.condition(times, this.rules.columns()),
				SCOPE.with("current_start", window.start()),
				LocalDays.dayOf(window.zone(), this.previous.start(), window.end()), this.rules, Facts.Calls.TOO);
		Activity activity = new Activity(facts, RunCosts.recorded(this.rules), this.prices);
		return new LogfireQuery(SQL.with("activity", activity.steps()), this.previous.start(), end(),
				LogfireQuery.MAX_LIMIT);
	}

	@Override
	public ComparisonQuestion with(CallPrices prices) {
		return new ComparisonQuestion(this.spans, this.previous, this.rules, prices, this.retention, this.settling);
	}

	@Override
	public ComparisonQuestion with(SpanRules rules) {
		return new ComparisonQuestion(this.spans, this.previous, rules, this.prices, this.retention, this.settling);
	}

	@Override
	public Comparison answer(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		WindowSums now = sums(rows, CURRENT);
		WindowSums then = sums(rows, PREVIOUS);
		List<Reason> reasons = Reason.of(this.previous, rows.source(), this.retention, this.settling, asOf);
		return new Comparison(this.spans.userId(), now.in(window), then.in(this.previous), Changes.of(now, then),
				daily(days(rows, CURRENT, window, asOf), days(rows, PREVIOUS, this.previous, asOf)), reasons.isEmpty(),
				reasons, UsageMeta.of(asOf, rows.source(), window.zone(), this.prices));
	}

	private static WindowSums sums(Rows rows, String scope) {
		return part(rows, scope, "window").findFirst().map(WindowSums::of).orElse(WindowSums.NONE);
	}

	private List<DayNumbers> days(Rows rows, String scope, Window window, Instant asOf) {
		Map<LocalDate, Row> runs = byDay(part(rows, scope, "run_day"));
		Map<LocalDate, Row> calls = byDay(part(rows, scope, "call_day"));
		return window.eachDay().map((day) -> {
			boolean complete = this.settling.isOver(new Window(day, day, window.zone()).end(), asOf);
			WindowSums ofRuns = sums(runs.get(day));
			CallNumbers ofCalls = sums(calls.get(day)).calls();
			return new DayNumbers(day, complete, Numbers.rounded(ofRuns.cost(), Numbers.COST_DECIMALS), ofRuns.runs(),
					ofCalls.llmCalls(), ofCalls.inputTokens(), ofCalls.outputTokens(), ofCalls.llmCost());
		}).toList();
	}

	// Spans that belong to no day have a row as well
	private static Map<LocalDate, Row> byDay(Stream<Row> rows) {
		Map<LocalDate, Row> days = new HashMap<>();
		rows.forEach((row) -> {
			LocalDate day = row.date("bucket");
			if (day != null) {
				days.put(day, row);
			}
		});
		return days;
	}

	private static WindowSums sums(@Nullable Row row) {
		return (row != null) ? WindowSums.of(row) : WindowSums.NONE;
	}

	private static Stream<Row> part(Rows rows, String scope, String part) {
		return rows.rows().stream().filter((row) -> scope.equals(row.text("scope")) && part.equals(row.text("part")));
	}

	private static List<ComparedDay> daily(List<DayNumbers> current, List<DayNumbers> previous) {
		return IntStream.range(0, Math.max(current.size(), previous.size()))
			.mapToObj((i) -> new ComparedDay(i + 1, (i < current.size()) ? current.get(i) : null,
					(i < previous.size()) ? previous.get(i) : null))
			.toList();
	}

}
