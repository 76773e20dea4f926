package ai.potpie.analyticsapi.analytics.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.comparison.Comparison.Reason;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentPeriod;
import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunSums;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.counting.UserQuestion;
import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.analytics.facts.Scopes;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did a user's agents and LLM calls cost and do today, in the last days and in this
 * month, and how much is that more than before? One scan reads all of it: the current and
 * the earlier days of each {@link RecentDays} are a scope of their own, and a span is in
 * each whose days it is of. A window's numbers are the same as if it were the only one.
 *
 * @param spans the spans of all windows, the last day of which is today
 * @param rules how to interpret spans
 * @param costs the rule for the cost of a run
 * @param prices prices for LLM calls without a recorded cost
 * @param retention how long Logfire keeps spans
 * @param settling when the late spans of a window have arrived
 */
record RecentQuestion(UserSpans spans, SpanRules rules, RunCosts costs, CallPrices prices,
		RetentionProperties retention, Settling settling) implements UserQuestion<UserSummary> {

	private static final Sql SQL = Sql.of("""
			WITH :activity
			SELECT
				scope,
				:run_sums,
				COUNT(DISTINCT conversation) AS conversation_count,
				:coverage,
				:call_sums,
				:unpriced_names AS unpriced_names
			FROM activity
			GROUP BY scope
			ORDER BY scope
			""")
		.with("run_sums", RunSums.SQL)
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES);

	/** The spans of all windows. */
	static UserSpans spans(String userId, LocalDate today, ZoneId zone, SpanFilters filters) {
		LocalDate first = windows(today, zone).values()
			.stream()
			.map(Window::first)
			.min(LocalDate::compareTo)
			.orElseThrow();
		return new UserSpans(userId, new Window(first, today, zone), filters);
	}

	private static Map<String, Window> windows(LocalDate today, ZoneId zone) {
		Map<String, Window> windows = new LinkedHashMap<>();
		for (RecentDays days : RecentDays.values()) {
			Window current = days.until(today, zone);
			windows.put(current(days), current);
			windows.put(previous(days), days.before(current));
		}
		return windows;
	}

	private static String current(RecentDays days) {
		return "current " + days.label();
	}

	private static String previous(RecentDays days) {
		return "previous " + days.label();
	}

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		Facts facts = new Facts(this.spans.condition(this.rules.columns()),
				Scopes.of(windows(window.last(), window.zone())), window.localDay(), this.rules, Facts.Calls.TOO);
		Sql sql = SQL.with("activity", new Activity(facts, this.costs, this.prices).steps())
			.with("coverage", this.costs.coverage(RecentSums.MODELS_OF_RUNS));
		return new LogfireQuery(sql, window.start(), end(), LogfireQuery.MAX_LIMIT);
	}

	@Override
	public RecentQuestion with(CallPrices prices) {
		return new RecentQuestion(this.spans, this.rules, this.costs, prices, this.retention, this.settling);
	}

	@Override
	public RecentQuestion with(SpanRules rules) {
		return new RecentQuestion(this.spans, rules, this.costs, this.prices, this.retention, this.settling);
	}

	@Override
	public UserSummary answer(Rows rows, Instant asOf) {
		return new UserSummary(this.spans.userId(), period(RecentDays.TODAY, rows, asOf),
				period(RecentDays.LAST_7_DAYS, rows, asOf), period(RecentDays.LAST_30_DAYS, rows, asOf),
				period(RecentDays.MONTH_TO_DATE, rows, asOf),
				UsageMeta.of(asOf, rows.source(), this.spans.window().zone(), this.prices));
	}

	private RecentPeriod period(RecentDays days, Rows rows, Instant asOf) {
		Window window = days.until(this.spans.window().last(), this.spans.window().zone());
		Window before = days.before(window);
		RecentSums now = sums(rows, current(days));
		RecentSums then = sums(rows, previous(days));
		List<Reason> reasons = Reason.of(before, rows.source(), this.retention, this.settling, asOf);
		return new RecentPeriod(now.in(window), then.in(before), now.changesFrom(then), reasons.isEmpty(), reasons);
	}

	private RecentSums sums(Rows rows, String scope) {
		return rows.rows()
			.stream()
			.filter((row) -> scope.equals(row.text("scope")))
			.findFirst()
			.map((row) -> RecentSums.of(row, this.costs))
			.orElseGet(() -> RecentSums.none(this.costs));
	}

}
