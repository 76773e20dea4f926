package ai.potpie.analyticsapi.alert.number;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.CostSource;
import ai.potpie.analyticsapi.analytics.counting.PricedQuestion;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.analytics.facts.SpanColumns;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did each of some users, or everyone, use in a time? One scan for all of them. The
 * numbers are those of the answers about one user and about all users, because they are
 * sums over the same {@link Activity}.
 *
 * @param interval the time
 * @param filters the spans that count
 * @param measure what is added up
 * @param users the ids of the users; empty for all
 * @param each whether each user is counted by itself
 * @param byDay whether each day is counted by itself
 * @param rules how to interpret spans
 * @param prices prices for LLM calls without a recorded cost
 */
public record UseQuestion(Interval interval, RuleFilters filters, Measure measure, List<String> users, boolean each,
		boolean byDay, SpanRules rules, CallPrices prices) implements PricedQuestion<List<Use>> {

	/** The store has no limit; this is more than fits into the memory for rows. */
	private static final int MOST_ROWS = 10_000_000;

	private static final Sql IS_IN = Sql.of("(start_timestamp >= :start AND start_timestamp < :end)");

	private static final Sql SQL = Sql.of("""
			WITH :activity,
			counted AS (
				SELECT
					*,
					:subject AS subject,
					:day AS day
				FROM activity
			)
			SELECT
				subject,
				day,
				COUNT(*) FILTER (WHERE is_run) AS run_count,
				COUNT(*) FILTER (WHERE is_run AND run_outcome = 'error') AS error_count,
				CAST(coalesce(SUM(cost_nano), 0) AS BIGINT) AS cost_nano,
				:coverage
			FROM counted
			GROUP BY subject, day
			""");

	private static final Sql CALLS = Sql.of(":call_sums, :unpriced_names AS unpriced_names")
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES);

	/** What each of some users used. */
	public static UseQuestion ofUsers(Interval interval, RuleFilters filters, Measure measure, Collection<String> users,
			QuestionContext context) {
		return new UseQuestion(interval, filters, measure, users.stream().sorted().toList(), true, false,
				context.rules(), context.prices());
	}

	/** What all users used together. */
	public static UseQuestion ofEveryone(Interval interval, RuleFilters filters, Measure measure,
			QuestionContext context) {
		return new UseQuestion(interval, filters, measure, List.of(), false, false, context.rules(), context.prices());
	}

	/** The same, by day. */
	public UseQuestion daily() {
		return new UseQuestion(this.interval, this.filters, this.measure, this.users, this.each, true, this.rules,
				this.prices);
	}

	/** The same about some users. */
	public UseQuestion of(Collection<String> users) {
		return new UseQuestion(this.interval, this.filters, this.measure, users.stream().sorted().toList(), this.each,
				this.byDay, this.rules, this.prices);
	}

	/** The same for another time. */
	public UseQuestion in(Interval interval) {
		return new UseQuestion(interval, this.filters, this.measure, this.users, this.each, this.byDay, this.rules,
				this.prices);
	}

	/** The same with another measure. */
	public UseQuestion by(Measure measure) {
		return new UseQuestion(this.interval, this.filters, measure, this.users, this.each, this.byDay, this.rules,
				this.prices);
	}

	@Override
	public LogfireQuery query() {
		Interval time = this.interval;
		boolean ofCalls = this.measure == Measure.LLM_COST;
		RunCosts costs = costs();
		boolean needCalls = ofCalls || costs.needCalls();
		SpanColumns columns = this.rules.columns();
		Facts facts = new Facts(condition(columns), columns.userId(),
				LocalDays.dayOf(time.zone(), time.start(), time.end()), this.rules,
				needCalls ? Facts.Calls.TOO : Facts.Calls.NONE);
		Activity activity = new Activity(facts, costs, needCalls ? this.prices : null);
		Sql sql = SQL.with("activity", activity.steps())
			.with("subject", Sql.of(this.each ? "scope" : "''"))
			.with("day", Sql.of(this.byDay ? (ofCalls ? "span_day" : "cost_day") : "NULL"))
			.with("coverage", ofCalls ? CALLS : costs.coverage());
		return new LogfireQuery(sql, time.start(), end(), MOST_ROWS);
	}

	@Override
	public Instant end() {
		return this.interval.end();
	}

	@Override
	public Stream<String> texts() {
		return this.users.stream();
	}

	private RunCosts costs() {
		return (this.measure == Measure.COST_ESTIMATED) ? new RunCosts(CostSource.ESTIMATED, this.rules.runs())
				: RunCosts.recorded(this.rules);
	}

	private Sql condition(SpanColumns columns) {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(IS_IN.with("start", this.interval.start()).with("end", this.interval.end()));
		conditions.add(columns.namesUser());
		SpanFilters.add(conditions, columns.userId(), this.users);
		conditions.addAll(this.filters.ofSpans().conditions(columns));
		return Sql.and(conditions);
	}

	@Override
	public UseQuestion with(CallPrices prices) {
		return new UseQuestion(this.interval, this.filters, this.measure, this.users, this.each, this.byDay, this.rules,
				prices);
	}

	@Override
	public UseQuestion with(SpanRules rules) {
		return new UseQuestion(this.interval, this.filters, this.measure, this.users, this.each, this.byDay, rules,
				this.prices);
	}

	@Override
	public List<Use> answer(Rows rows, Instant asOf) {
		return rows.rows()
			.stream()
			.filter((row) -> !this.byDay || !row.isNull("day"))
			.map((row) -> Use.of(row, this))
			.toList();
	}

}
