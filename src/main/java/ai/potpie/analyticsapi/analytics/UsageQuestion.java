package ai.potpie.analyticsapi.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.analytics.Usage.Bucket;
import ai.potpie.analyticsapi.analytics.Usage.Group;
import ai.potpie.analyticsapi.analytics.UserAnalytics.Period;
import ai.potpie.analyticsapi.cache.AskAgainException;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Row;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did calls of LLMs use and cost, by time, model, agent or project? One scan: the
 * rows are groups of a bucket, and one that is the whole period.
 *
 * @param spans the spans it is about
 * @param agents which spans are an agent at work, and so no call
 * @param granularity how long a bucket is
 * @param groupBy by what buckets are divided
 * @param top how many groups have a line of their own
 * @param models only calls of these; empty for all
 * @param prices what calls cost that do not say so
 */
record UsageQuestion(UserSpans spans, AgentSpanNames agents, Granularity granularity, List<UsageKey> groupBy, int top,
		List<String> models, CallPrices prices) implements Question<Usage> {

	/** In which late spans arrive: each arrives when it ends, and at most so late. */
	private static final Duration LATE = Duration.ofHours(24);

	private static final Sql UNKNOWN = Sql.of(":unknown").with("unknown", UsageKey.UNKNOWN);

	private static final Sql NULL = Sql.of("NULL");

	// A call's parent is no call: each call is there twice, in a place of its own and in
	// that of its parent, but only when its texts are read, since rows are sorted by
	// place. Both windows over places are the same for one sort. Ranks are of groups over
	// the whole period, so that a line means the same in each bucket. A percentile is the
	// duration of the call that has so many per cent of all before it.
	private static final Sql SQL = Sql
		.of("""
				WITH spans AS (
					SELECT
						trace_id,
						span_id,
						parent_span_id,
						start_timestamp,
						:bucket AS bucket,
						:key_1 AS text_1,
						:else_1 AS else_1,
						:key_2 AS text_2,
						:else_2 AS else_2,
						(attributes->>'gen_ai.response.model') AS answered_text,
						(attributes->>'gen_ai.request.model') AS asked_text,
						(attributes->>'gen_ai.provider.name') AS provider_text,
						(attributes->>'gen_ai.system') AS system_text,
						(attributes->>'gen_ai.usage.input_tokens') AS input_text,
						(attributes->>'gen_ai.usage.output_tokens') AS output_text,
						coalesce((attributes->>'gen_ai.usage.cache_read.input_tokens'), (attributes->>'gen_ai.usage.details.cache_read_tokens')) AS cache_read_text,
						coalesce((attributes->>'gen_ai.usage.cache_creation.input_tokens'), (attributes->>'gen_ai.usage.details.cache_write_tokens')) AS cache_write_text,
						(attributes->>'gen_ai.usage.details.reasoning_tokens') AS reasoning_text,
						(attributes->>'operation.cost') AS cost_text,
						is_exception OR level >= 17 AS is_error,
						TRY_CAST(ROUND(duration * 1e6) AS BIGINT) AS duration_us
					FROM records
					WHERE :condition
						AND kind = 'span'
						AND :is_call
				),
				cleaned AS (
					SELECT
						trace_id,
						span_id,
						parent_span_id,
						start_timestamp,
						bucket,
						:named_key_1 AS key_1,
						:named_key_2 AS key_2,
						:named_model AS model,
						:named_provider AS provider,
						:input_count AS input_tokens,
						:output_count AS output_tokens,
						:cache_read_count AS cache_read_tokens,
						:cache_write_count AS cache_write_tokens,
						:reasoning_count AS reasoning_tokens,
						CASE WHEN cost_text ~ '^[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?$'
							THEN TRY_CAST(ROUND(TRY_CAST(cost_text AS DOUBLE) * 1e9) AS BIGINT) END AS recorded_nano,
						is_error,
						duration_us
					FROM spans
				),
				places AS (
					SELECT
						*,
						CASE WHEN place = 1 THEN parent_span_id ELSE span_id END AS place_id
					FROM cleaned
					CROSS JOIN (VALUES (0), (1)) AS twice(place)
				),
				placed AS (
					SELECT
						*,
						ROW_NUMBER() OVER (PARTITION BY trace_id, place_id ORDER BY place, start_timestamp) AS copy_number,
						MAX(place) OVER (
							PARTITION BY trace_id, place_id ORDER BY place, start_timestamp
							ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
						) AS is_parent
					FROM places
				),
				priced AS (
					SELECT
						*,
						CASE WHEN recorded_nano BETWEEN 0 AND 1000000000000000 THEN recorded_nano END AS known_nano,
						:price AS price_nano
					FROM placed
					WHERE place = 0
						AND copy_number = 1
						AND is_parent = 0
						AND :is_wanted
				),
				paid AS (
					SELECT
						*,
						coalesce(known_nano, price_nano) AS nano
					FROM priced
				),
				summed AS (
					SELECT
						*,
						SUM(nano) OVER (PARTITION BY key_1, key_2) AS group_nano,
						COUNT(*) OVER (PARTITION BY key_1, key_2) AS group_calls
					FROM paid
				),
				ranked AS (
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
					FROM ranked
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
					COUNT(*) AS llm_calls,
					CAST(coalesce(SUM(input_tokens), 0) AS BIGINT) AS input_tokens,
					CAST(coalesce(SUM(output_tokens), 0) AS BIGINT) AS output_tokens,
					CAST(coalesce(SUM(cache_read_tokens), 0) AS BIGINT) AS cached_input_tokens,
					CAST(coalesce(SUM(reasoning_tokens), 0) AS BIGINT) AS reasoning_tokens,
					CAST(coalesce(SUM(nano), 0) AS BIGINT) AS cost_nano,
					COUNT(known_nano) AS recorded_calls,
					COUNT(nano) - COUNT(known_nano) AS estimated_calls,
					array_agg(DISTINCT model) FILTER (WHERE nano IS NULL) AS unpriced_models,
					CASE WHEN GROUPING(bucket) = 1 THEN array_agg(DISTINCT :name) FILTER (WHERE nano IS NULL) END AS unpriced_names,
					COUNT(*) FILTER (WHERE is_error) AS error_count,
					:p50 AS p50_us,
					:p90 AS p90_us,
					:p95 AS p95_us,
					:p99 AS p99_us
				FROM ordered
				GROUP BY GROUPING SETS ((bucket, group_1, group_2), ())
				ORDER BY is_total, bucket, cost_nano DESC, llm_calls DESC, group_1, group_2
				""")
		.with("input_count", count("input_text"))
		.with("output_count", count("output_text"))
		.with("cache_read_count", count("cache_read_text"))
		.with("cache_write_count", count("cache_write_text"))
		.with("reasoning_count", count("reasoning_text"))
		.with("named_key_1", firstNamed("text_1", "else_1", UNKNOWN))
		.with("named_key_2", firstNamed("text_2", "else_2", UNKNOWN))
		.with("named_model", firstNamed("answered_text", "asked_text", UNKNOWN))
		.with("named_provider", firstNamed("provider_text", "system_text", NULL))
		.with("other", UsageKey.OTHER)
		.with("p50", percentile(50))
		.with("p90", percentile(90))
		.with("p95", percentile(95))
		.with("p99", percentile(99));

	// What is no whole number of up to 12 digits counts as none
	private static Sql count(String text) {
		return Sql
			.of("CASE WHEN :text ~ '^[0-9]{1,12}([.]0*)?$' THEN TRY_CAST(ROUND(TRY_CAST(:text AS DOUBLE)) AS BIGINT) ELSE 0 END")
			.with("text", Sql.of(text));
	}

	private static Sql firstNamed(String text, String orElse, Sql neither) {
		return Sql.of("""
				CASE
					WHEN NOT (:text ~ '^[[:space:]]*$') THEN :text
					WHEN NOT (:or_else ~ '^[[:space:]]*$') THEN :or_else
					ELSE :neither
				END""").with("text", Sql.of(text)).with("or_else", Sql.of(orElse)).with("neither", neither);
	}

	// The smallest place that has so many per cent of all at or below it
	private static Sql percentile(int percent) {
		return Sql
			.of("""
					CASE WHEN GROUPING(bucket) = 1
						THEN MAX(CASE WHEN nth_of_all * 100 >= :percent * timed_of_all
							AND (nth_of_all - 1) * 100 < :percent * timed_of_all THEN duration_us END)
						ELSE MAX(CASE WHEN nth * 100 >= :percent * timed AND (nth - 1) * 100 < :percent * timed THEN duration_us END)
					END""")
			.with("percent", percent);
	}

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		Sql sql = SQL.with("bucket", this.granularity.bucket(window))
			.with("key_1", key(0, UsageKey::text))
			.with("else_1", key(0, UsageKey::orElse))
			.with("key_2", key(1, UsageKey::text))
			.with("else_2", key(1, UsageKey::orElse))
			.with("is_call", LlmCalls.condition(this.agents))
			.with("is_wanted",
					this.models.isEmpty() ? Sql.of("TRUE") : Sql.of("model IN :models").with("models", this.models))
			.with("top", this.top)
			.with("price", this.prices.sql())
			.with("name", CallPrices.NAME)
			.with("condition", this.spans.condition());
		return new LogfireQuery(sql, window.start(), window.end(), LogfireQuery.MAX_LIMIT);
	}

	// A key that was not asked for is the same everywhere, also beyond the top
	private Sql key(int position, Function<UsageKey, Sql> text) {
		return (position < this.groupBy.size()) ? text.apply(this.groupBy.get(position))
				: Sql.of(":other").with("other", UsageKey.OTHER);
	}

	/**
	 * Folds the rows.
	 * @throws AskAgainException if it needs prices of more models
	 */
	@Override
	public Usage answer(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		Optional<Row> total = rows.rows().stream().filter(UsageQuestion::isTotal).findFirst();
		total.ifPresent((row) -> this.prices.require(row.texts("unpriced_names")));
		return new Usage(this.spans.userId(), Period.of(window), total.map(UsageNumbers::of).orElse(UsageNumbers.NONE),
				buckets(rows, asOf),
				new Usage.UsageMeta(asOf, window.zone(), LlmCalls.RULE, this.prices.table().version()));
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
			buckets.add(new Bucket(window.at(bounds.get(i)), window.at(end), !end.plus(LATE).isAfter(asOf),
					groups.getOrDefault(bounds.get(i), List.of())));
		}
		return buckets;
	}

	private Group group(Row row) {
		Map<String, String> keys = new LinkedHashMap<>();
		for (int i = 0; i < this.groupBy.size(); i++) {
			keys.put(this.groupBy.get(i).label(), row.required("group_" + (i + 1)));
		}
		return new Group(keys, UsageNumbers.of(row));
	}

	// Without any call there is one row, of nothing
	private static boolean isTotal(Row row) {
		return row.number("is_total") == 1;
	}

}
