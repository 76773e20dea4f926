package ai.potpie.analyticsapi.analytics.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.Percentile;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.counting.UserQuestion;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.usage.Usage.Bucket;
import ai.potpie.analyticsapi.analytics.usage.Usage.Group;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did a user's LLM calls use and cost, by time, model, agent or project? One scan:
 * there is a row for each group of each bucket, and one for the whole period.
 *
 * @param spans the spans of the question
 * @param rules how to interpret spans
 * @param granularity the length of a bucket
 * @param groupBy the keys that divide a bucket into groups
 * @param top the number of groups with a row of their own
 * @param models models whose calls count; empty for all
 * @param prices prices for LLM calls without a recorded cost
 * @param settling when the late spans of a bucket have arrived
 */
public record UsageQuestion(UserSpans spans, SpanRules rules, Granularity granularity, List<UsageKey> groupBy, int top,
		List<String> models, CallPrices prices, Settling settling) implements UserQuestion<Usage> {

	// Groups are ranked over the whole period, so that a row means the same in each
	// bucket
	private static final Sql SQL = Sql
		.of("""
				WITH :calls,
				wanted AS (
					SELECT
						*,
						:bucket AS bucket,
						coalesce(:key_1, :unknown) AS key_1,
						coalesce(:key_2, :unknown) AS key_2,
						coalesce(model, :unknown) AS model_name
					FROM priced
					WHERE is_leaf
				),
				summed AS (
					SELECT
						*,
						SUM(call_nano) OVER (PARTITION BY key_1, key_2) AS group_nano,
						COUNT(*) OVER (PARTITION BY key_1, key_2) AS group_calls
					FROM wanted
					WHERE :is_wanted
				),
				ranked_groups AS (
					SELECT
						*,
						DENSE_RANK() OVER (ORDER BY coalesce(group_nano, 0) DESC, group_calls DESC, key_1, key_2) AS group_rank
					FROM summed
				),
				grouped AS (
					SELECT
						*,
						CASE WHEN group_rank <= :top THEN key_1 ELSE :other END AS group_1,
						CASE WHEN group_rank <= :top THEN key_2 ELSE :other END AS group_2
					FROM ranked_groups
				),
				ordered AS (
					SELECT
						*,
						ROW_NUMBER() OVER (PARTITION BY bucket, group_1, group_2 ORDER BY duration_us NULLS LAST) AS nth,
						COUNT(duration_us) OVER (PARTITION BY bucket, group_1, group_2) AS timed,
						ROW_NUMBER() OVER (ORDER BY duration_us NULLS LAST) AS nth_of_all,
						COUNT(duration_us) OVER () AS timed_of_all
					FROM grouped
				)
				SELECT
					GROUPING(bucket) AS is_total,
					bucket,
					group_1,
					group_2,
					:call_sums,
					CASE WHEN GROUPING(bucket) = 1 THEN :unpriced_names END AS unpriced_names,
					COUNT(*) FILTER (WHERE is_error) AS error_count,
					:p50 AS p50_us,
					:p90 AS p90_us,
					:p95 AS p95_us,
					:p99 AS p99_us
				FROM ordered
				GROUP BY GROUPING SETS ((bucket, group_1, group_2), ())
				ORDER BY is_total, bucket, call_cost_nano DESC, llm_calls DESC, group_1, group_2
				""")
		.with("unknown", CallSums.UNKNOWN)
		.with("other", UsageKey.OTHER)
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES)
		.with("p50", percentile(50))
		.with("p90", percentile(90))
		.with("p95", percentile(95))
		.with("p99", percentile(99));

	private static Sql percentile(int percent) {
		return Sql.of("""
				CASE WHEN GROUPING(bucket) = 1
					THEN MAX(CASE WHEN :is_at_in_all THEN duration_us END)
					ELSE MAX(CASE WHEN :is_at_in_group THEN duration_us END)
				END""")
			.with("is_at_in_all", Percentile.isAt(percent, "nth_of_all", "timed_of_all"))
			.with("is_at_in_group", Percentile.isAt(percent, "nth", "timed"));
	}

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		Sql sql = SQL.with("calls", Activity.calls(this.spans, this.rules, this.prices))
			.with("bucket", this.granularity.bucket(window))
			.with("key_1", key(0))
			.with("key_2", key(1))
			.with("is_wanted",
					this.models.isEmpty() ? Sql.of("TRUE")
							: Sql.of("model_name IN :models").with("models", this.models))
			.with("top", this.top);
		return new LogfireQuery(sql, window.start(), end(), LogfireQuery.MAX_LIMIT);
	}

	@Override
	public Stream<String> texts() {
		return Stream.concat(this.spans.texts(), this.models.stream());
	}

	// A key that the request does not name has one value everywhere, also beyond the top
	private Sql key(int position) {
		return (position < this.groupBy.size()) ? this.groupBy.get(position).column()
				: Sql.of(":other").with("other", UsageKey.OTHER);
	}

	@Override
	public UsageQuestion with(CallPrices prices) {
		return new UsageQuestion(this.spans, this.rules, this.granularity, this.groupBy, this.top, this.models, prices,
				this.settling);
	}

	@Override
	public UsageQuestion with(SpanRules rules) {
		return new UsageQuestion(this.spans, rules, this.granularity, this.groupBy, this.top, this.models, this.prices,
				this.settling);
	}

	@Override
	public Usage answer(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		Optional<Row> total = rows.rows().stream().filter(UsageQuestion::isTotal).findFirst();
		return new Usage(this.spans.userId(), Period.of(window), total.map(UsageNumbers::of).orElse(UsageNumbers.NONE),
				buckets(rows, asOf), UsageMeta.of(asOf, rows.source(), window.zone(), this.prices));
	}

	private List<Bucket> buckets(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		Map<Instant, List<Group>> groups = rows.rows()
			.stream()
			.filter((row) -> !isTotal(row))
			.collect(Collectors.groupingBy((row) -> this.granularity.startOf(row, window),
					Collectors.mapping(this::group, Collectors.toList())));
		List<Instant> bounds = this.granularity.bounds(window);
		List<Bucket> buckets = new ArrayList<>();
		for (int i = 0; i + 1 < bounds.size(); i++) {
			Instant end = bounds.get(i + 1);
			buckets.add(new Bucket(window.at(bounds.get(i)), window.at(end), this.settling.isOver(end, asOf),
					groups.getOrDefault(bounds.get(i), List.of())));
		}
		return buckets;
	}

	private Group group(Row row) {
		Map<UsageKey, String> keys = new LinkedHashMap<>();
		for (int i = 0; i < this.groupBy.size(); i++) {
			keys.put(this.groupBy.get(i), row.required("group_" + (i + 1)));
		}
		return new Group(keys, UsageNumbers.of(row));
	}

	// Without calls, the row of totals is the only one
	private static boolean isTotal(Row row) {
		return row.number("is_total") == 1;
	}

}
