package ai.potpie.analyticsapi.analytics.summary;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.LlmCalls;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.counting.RunSums;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.counting.UserQuestion;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.summary.UserAnalytics.ConversationStat;
import ai.potpie.analyticsapi.analytics.summary.UserAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.summary.UserAnalytics.Meta;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did a user's agents cost, how did their runs end, and how much did the user talk
 * with them? One scan answers all of it: a row is a run's day, a span's day, an outcome
 * or the whole period, and the column {@code part} says which.
 * {@code docs/numbers.md#analytics-of-a-user} defines the numbers.
 *
 * @param spans the spans of the question
 * @param rules how to interpret spans
 * @param fill the treatment of days without data
 * @param costs the rule for the cost of a run
 * @param prices prices for LLM calls without a recorded cost
 */
public record UserAnalyticsQuestion(UserSpans spans, SpanRules rules, Fill fill, RunCosts costs,
		CallPrices prices) implements UserQuestion<UserAnalytics> {

	private static final Sql SQL = Sql.of("""
			WITH :activity,
			counted AS (
				SELECT
					*,
					CASE WHEN conversation IS NOT NULL THEN span_day END AS talk_day
				FROM activity
			)
			SELECT
				CASE
					WHEN GROUPING(cost_day) = 0 THEN 'run_day'
					WHEN GROUPING(talk_day) = 0 THEN 'talk_day'
					WHEN GROUPING(run_outcome) = 0 THEN 'outcome'
					ELSE 'period'
				END AS part,
				coalesce(cost_day, talk_day) AS bucket,
				run_outcome,
				:run_sums,
				COUNT(DISTINCT conversation) AS conversation_count,
				COUNT(DISTINCT message) AS message_count,
				:coverage
			FROM counted
			GROUP BY GROUPING SETS ((cost_day), (talk_day), (run_outcome), ())
			ORDER BY part, bucket NULLS LAST, run_count DESC, run_outcome NULLS LAST
			""").with("run_sums", RunSums.SQL);

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		Activity activity = Activity.of(this.spans, this.rules, this.costs,
				this.costs.needCalls() ? this.prices : null);
		Sql sql = SQL.with("activity", activity.steps()).with("coverage", this.costs.coverage());
		return new LogfireQuery(sql, window.start(), end(), LogfireQuery.MAX_LIMIT);
	}

	@Override
	public UserAnalyticsQuestion key() {
		return (this.fill == Fill.NONE) ? this
				: new UserAnalyticsQuestion(this.spans, this.rules, Fill.NONE, this.costs, this.prices);
	}

	@Override
	public UserAnalyticsQuestion with(CallPrices prices) {
		return new UserAnalyticsQuestion(this.spans, this.rules, this.fill, this.costs, prices);
	}

	@Override
	public UserAnalyticsQuestion with(SpanRules rules) {
		return new UserAnalyticsQuestion(this.spans, rules, this.fill, this.costs, this.prices);
	}

	@Override
	public UserAnalytics answer(Rows rows, Instant asOf) {
		Map<String, Long> outcomes = outcomes(rows);
		Window window = this.spans.window();
		return new UserAnalytics(this.spans.userId(), Period.of(window), summary(rows), dailyCosts(rows), outcomes,
				conversationStats(rows), meta(rows, asOf));
	}

	private Meta meta(Rows rows, Instant asOf) {
		if (!this.costs.needCalls()) {
			return Meta.of(asOf, rows.source(), this.spans.window().zone());
		}
		Optional<Row> period = part(rows, "period").findFirst();
		return new Meta(asOf, rows.source(), this.spans.window().zone(), LocalDays.tzdata(), LlmCalls.RULE,
				this.prices.table().version(), period.map(RunCoverage::of).orElse(RunCoverage.NONE),
				rows.source().hasOtherRules());
	}

	private static Map<String, Long> outcomes(Rows rows) {
		Map<String, Long> outcomes = new LinkedHashMap<>();
		part(rows, "outcome").filter((row) -> row.number("run_count") > 0)
			.sorted(Comparator.<Row>comparingLong((row) -> -row.number("run_count"))
				.thenComparing((row) -> row.required("run_outcome")))
			.forEach((row) -> outcomes.put(row.required("run_outcome"), row.number("run_count")));
		return outcomes;
	}

	private static Summary summary(Rows rows) {
		return part(rows, "period").findFirst().map((row) -> {
			long runs = row.number("run_count");
			return new Summary(Numbers.dollars(row.number("cost_nano")), runs,
					Numbers.ratio(row.number("execution_us"), 1000 * row.number("execution_count"), 2),
					Numbers.ratio(row.number("success_count"), runs, 4));
		}).orElse(new Summary(BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO));
	}

	private List<DailyCost> dailyCosts(Rows rows) {
		return byDay(rows, "run_day",
				(day, row) -> new DailyCost(day, Numbers.dollars(row.number("cost_nano")), row.number("run_count")),
				(day) -> new DailyCost(day, BigDecimal.ZERO, 0));
	}

	private List<ConversationStat> conversationStats(Rows rows) {
		return byDay(rows, "talk_day", (day, row) -> {
			long conversations = row.number("conversation_count");
			return new ConversationStat(day, conversations,
					Numbers.ratio(row.number("message_count"), conversations, 2));
		}, (day) -> new ConversationStat(day, 0, BigDecimal.ZERO));
	}

	private <T> List<T> byDay(Rows rows, String part, BiFunction<LocalDate, Row, T> entry,
			Function<LocalDate, T> withoutData) {
		Map<LocalDate, T> entries = new TreeMap<>();
		part(rows, part).forEach((row) -> {
			LocalDate day = row.date("bucket");
			if (day != null) {
				entries.put(day, entry.apply(day, row));
			}
		});
		if (this.fill == Fill.ZERO) {
			this.spans.window().eachDay().forEach((day) -> entries.computeIfAbsent(day, withoutData));
		}
		return List.copyOf(entries.values());
	}

	private static Stream<Row> part(Rows rows, String part) {
		return rows.rows().stream().filter((row) -> part.equals(row.text("part")));
	}

}
