package ai.potpie.analyticsapi.history.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.Percentile;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunSums;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.counting.UserQuestion;
import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.CalendarUnit;
import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.cache.History;
import ai.potpie.analyticsapi.cache.History.Snapshot;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.history.HistoryStatus.Times;
import ai.potpie.analyticsapi.history.rollup.UserHistory.Covered;
import ai.potpie.analyticsapi.history.rollup.UserHistory.HistoryBucket;
import ai.potpie.analyticsapi.history.rollup.UserHistory.HistoryTotals;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did a user's agents and LLM calls cost and do, by parts of the calendar? Only a
 * history can answer. A bucket is a scope of the facts, so that a run with facts in two
 * buckets is a run of each; another statement counts the whole period. Buckets that no
 * longer change are computed once: {@link RollupRows}.
 *
 * @param spans the spans of the question
 * @param unit the length of a bucket
 * @param rules how to interpret spans
 * @param costs the rule for the cost of a run
 * @param prices prices for LLM calls without a recorded cost
 * @param settling when the late spans of a bucket have arrived
 * @param rollups keeps rows
 */
record RollupQuestion(UserSpans spans, CalendarUnit unit, SpanRules rules, RunCosts costs, CallPrices prices,
		Settling settling, Rollups rollups) implements UserQuestion<UserHistory> {

	private static final Sql SQL = Sql.of("""
			WITH :activity,
			ordered AS (
				SELECT
					*,
					ROW_NUMBER() OVER (PARTITION BY scope, is_leaf ORDER BY duration_us NULLS LAST) AS nth,
					COUNT(CASE WHEN is_leaf THEN duration_us END) OVER (PARTITION BY scope) AS timed
				FROM activity
			)
			SELECT
				:part AS part,
				scope AS bucket,
				:run_sums,
				COUNT(DISTINCT conversation) AS conversation_count,
				:coverage,
				:call_sums,
				:unpriced_names AS unpriced_names,
				COUNT(*) FILTER (WHERE is_leaf AND is_error) AS error_count,
				:p50 AS p50_us,
				:p90 AS p90_us,
				:p95 AS p95_us,
				:p99 AS p99_us
			FROM ordered
			GROUP BY scope
			""")
		.with("run_sums", RunSums.SQL)
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES)
		.with("p50", percentile(50))
		.with("p90", percentile(90))
		.with("p95", percentile(95))
		.with("p99", percentile(99));

	private static final Sql ALL = Sql.of("0");

	private static Sql percentile(int percent) {
		return Sql.of("MAX(CASE WHEN is_leaf AND :is_at THEN duration_us END)")
			.with("is_at", Percentile.isAt(percent, "nth", "timed"));
	}

	@Override
	public LogfireQuery query() {
		return buckets(List.of(window()));
	}

	@Override
	public Instant end() {
		return window().end();
	}

	/** Computes the buckets in windows, which begin and end where buckets do. */
	LogfireQuery buckets(List<Window> windows) {
		Window window = window();
		Sql day = LocalDays.dayOf(window.zone(), window.start(), window.end());
		return numbers(Sql.or(windows.stream().map(Window::condition).toList()), this.unit.firstDay(day), "bucket");
	}

	/** Computes the whole period. */
	LogfireQuery totals() {
		return numbers(window().condition(), ALL, "total");
	}

	private LogfireQuery numbers(Sql times, Sql scope, String part) {
		Window window = window();
		Facts facts = new Facts(this.spans.condition(times, this.rules.columns()), scope, window.localDay(), this.rules,
				Facts.Calls.TOO);
		Sql sql = SQL.with("activity", new Activity(facts, this.costs, this.prices).steps())
			.with("part", part)
			.with("coverage", this.costs.coverage(RollupNumbers.MODELS_OF_RUNS));
		return new LogfireQuery(sql, window.start(), end(), LogfireQuery.MAX_LIMIT);
	}

	/**
	 * A digest of the statement and the prices, which is the same for all users and
	 * times.
	 */
	String digest() {
		Window anyDay = new Window(LocalDate.EPOCH, LocalDate.EPOCH, Window.DEFAULT_ZONE);
		UserSpans anybodys = new UserSpans("", anyDay, this.spans.filters());
		RollupQuestion any = new RollupQuestion(anybodys, this.unit, this.rules, this.costs,
				CallPrices.of(this.prices.table()), this.settling, this.rollups);
		return Sha256.hex(this.prices.table().version() + " " + any.totals().sql().text());
	}

	Window window() {
		return this.spans.window();
	}

	/** The buckets, oldest first. */
	List<Window> parts() {
		return this.unit.parts(window());
	}

	@Override
	public RollupQuestion with(CallPrices prices) {
		return new RollupQuestion(this.spans, this.unit, this.rules, this.costs, prices, this.settling, this.rollups);
	}

	@Override
	public RollupQuestion with(SpanRules rules) {
		return new RollupQuestion(this.spans, this.unit, rules, this.costs, this.prices, this.settling, this.rollups);
	}

	@Override
	public Optional<Snapshot> facts(History history, Urgency urgency, Deadline deadline) {
		return Optional.of(history.whatever(query(), urgency, deadline));
	}

	@Override
	public Rows ask(Function<LogfireQuery, Rows> history) {
		return new RollupRows(this, history).ask();
	}

	@Override
	public UserHistory answer(Rows rows, Instant asOf) {
		StoredTimes stored = StoredTimes.of(rows);
		Window window = window();
		List<HistoryBucket> buckets = buckets(rows, stored, asOf);
		boolean hasGaps = buckets.stream().anyMatch((bucket) -> bucket.state().hasGaps());
		RollupNumbers totals = part(rows, "total").findFirst()
			.map((row) -> RollupNumbers.of(row, this.costs))
			.orElseGet(() -> RollupNumbers.none(this.costs));
		return new UserHistory(this.spans.userId(), this.unit, Period.of(window), new HistoryTotals(hasGaps, totals),
				buckets,
				new Covered(stored.coverage().from(), stored.reconciledThrough(),
						stored.coverage().gaps().stream().map(Times::of).toList()),
				UsageMeta.of(asOf, rows.source(), window.zone(), this.prices));
	}

	private List<HistoryBucket> buckets(Rows rows, StoredTimes stored, Instant asOf) {
		Map<LocalDate, Row> numbers = part(rows, "bucket")
			.collect(Collectors.toMap((row) -> row.requiredDate("bucket"), Function.identity()));
		List<HistoryBucket> buckets = new ArrayList<>();
		for (Window part : parts()) {
			TimeRange range = new TimeRange(part.start(), part.end());
			BucketState state = BucketState.of(range, stored.coverage(), this.settling, asOf);
			buckets.add(new HistoryBucket(part.at(part.start()), part.at(part.end()), state,
					(state == BucketState.MISSING) ? RollupNumbers.MISSING
							: Optional.ofNullable(numbers.get(this.unit.firstDay(part.first())))
								.map((row) -> RollupNumbers.of(row, this.costs))
								.orElseGet(() -> RollupNumbers.none(this.costs))));
		}
		return buckets;
	}

	private static Stream<Row> part(Rows rows, String part) {
		return rows.rows().stream().filter((row) -> part.equals(row.text("part")));
	}

}
