package ai.potpie.analyticsapi.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.UserAnalytics.ConversationStat;
import ai.potpie.analyticsapi.analytics.UserAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.UserAnalytics.Meta;
import ai.potpie.analyticsapi.analytics.UserAnalytics.Period;
import ai.potpie.analyticsapi.analytics.UserAnalytics.Summary;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Row;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What did a user's agents cost, how did they do, and how much was talked about? All in
 * one scan: the rows are a run's day, a span's day, an outcome or the whole period, told
 * apart by {@code part}. What the numbers mean is written in the README.
 *
 * @param spans the spans it is about
 * @param agents which spans are an agent at work
 * @param fill what becomes of days without data
 */
record UserAnalyticsQuestion(UserSpans spans, AgentSpanNames agents, Fill fill) implements Question<UserAnalytics> {

	// Each step is used once: DataFusion puts a step in place wherever it is used, and
	// scans again. Money is whole billionths of a dollar, so that sums are exact.
	private static final Sql SQL = Sql
		.of("""
				WITH spans AS (
					SELECT
						trace_id,
						span_id,
						start_timestamp,
						CAST((start_timestamp AT TIME ZONE :zone) AS DATE) AS span_day,
						span_name = 'agent_run_usage' AS is_usage,
						:is_agent AS is_agent,
						TRY_CAST(ROUND(duration * 1e6) AS BIGINT) AS duration_us,
						(attributes->>'run_id') AS run_text,
						(attributes->>'conversation_id') AS conversation_text,
						(attributes->>'gen_ai.conversation.id') AS gen_ai_conversation_text,
						CASE WHEN span_name = 'agent_run_usage' THEN (attributes->>'actual_cost') END AS cost_text,
						CASE WHEN span_name = 'agent_run_usage' THEN (attributes->>'outcome') END AS outcome_text
					FROM records
					WHERE :condition
						AND kind <> 'span_event'
				),
				cleaned AS (
					SELECT
						trace_id,
						span_id,
						start_timestamp,
						span_day,
						is_usage,
						is_agent,
						duration_us,
						CASE WHEN run_text ~ '^[[:space:]]*$' THEN NULL ELSE run_text END AS run_name,
						CASE
							WHEN NOT (conversation_text ~ '^[[:space:]]*$') THEN conversation_text
							WHEN NOT (gen_ai_conversation_text ~ '^[[:space:]]*$') THEN gen_ai_conversation_text
						END AS conversation,
						CASE WHEN cost_text ~ '^[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?$'
							THEN TRY_CAST(cost_text AS DOUBLE) END AS cost,
						lower(regexp_replace(outcome_text, '^[[:space:]]+|[[:space:]]+$', '', 'g')) AS outcome_name
					FROM spans
				),
				named AS (
					SELECT
						trace_id,
						span_id,
						start_timestamp,
						span_day,
						is_usage,
						is_agent,
						duration_us,
						conversation,
						CASE
							WHEN is_usage AND run_name IS NULL THEN 'span ' || trace_id || ' ' || span_id
							WHEN is_usage THEN 'run ' || run_name
						END AS run,
						CASE WHEN run_name IS NULL THEN 'trace ' || trace_id ELSE 'run ' || run_name END AS execution,
						CASE WHEN cost > 0 AND cost <= 1000000 THEN TRY_CAST(ROUND(cost * 1e9) AS BIGINT) ELSE 0 END AS cost_nano,
						CASE
							WHEN outcome_name IN ('completed', 'ok') THEN 'success'
							WHEN outcome_name IN ('failed', 'failure') THEN 'error'
							WHEN outcome_name = 'canceled' THEN 'cancelled'
							ELSE coalesce(nullif(outcome_name, ''), 'unknown')
						END AS outcome
					FROM cleaned
				),
				ranked AS (
					SELECT
						is_usage,
						is_agent,
						span_day,
						duration_us,
						conversation,
						execution,
						cost_nano,
						ROW_NUMBER() OVER (PARTITION BY is_usage, trace_id, span_id ORDER BY start_timestamp) AS copy_number,
						ROW_NUMBER() OVER (PARTITION BY run ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) AS from_last,
						FIRST_VALUE(span_day) OVER (PARTITION BY run ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) AS last_day,
						FIRST_VALUE(outcome) OVER (PARTITION BY run ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) AS last_outcome,
						ROW_NUMBER() OVER (PARTITION BY is_agent, execution ORDER BY duration_us DESC NULLS LAST) AS from_longest
					FROM named
				),
				counted AS (
					SELECT
						CASE WHEN is_usage THEN last_day END AS run_day,
						CASE WHEN conversation IS NOT NULL THEN span_day END AS talk_day,
						CASE WHEN is_usage THEN last_outcome END AS run_outcome,
						is_usage AND from_last = 1 AS is_run,
						CASE WHEN is_usage AND copy_number = 1 THEN cost_nano END AS paid_nano,
						conversation,
						CAST(length(conversation) AS VARCHAR) || ' ' || conversation || execution AS message,
						CASE WHEN is_agent AND from_longest = 1 THEN duration_us END AS longest_us
					FROM ranked
				)
				SELECT
					CASE
						WHEN GROUPING(run_day) = 0 THEN 'run_day'
						WHEN GROUPING(talk_day) = 0 THEN 'talk_day'
						WHEN GROUPING(run_outcome) = 0 THEN 'outcome'
						ELSE 'period'
					END AS part,
					coalesce(run_day, talk_day) AS bucket,
					run_outcome,
					COUNT(*) FILTER (WHERE is_run) AS run_count,
					CAST(coalesce(SUM(paid_nano), 0) AS BIGINT) AS cost_nano,
					COUNT(DISTINCT conversation) AS conversation_count,
					COUNT(DISTINCT message) AS message_count,
					COUNT(longest_us) AS execution_count,
					CAST(coalesce(SUM(longest_us), 0) AS BIGINT) AS execution_us
				FROM counted
				GROUP BY GROUPING SETS ((run_day), (talk_day), (run_outcome), ())
				ORDER BY part, bucket NULLS LAST, run_count DESC, run_outcome NULLS LAST
				""");

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		Sql sql = SQL.with("zone", window.zone())
			.with("is_agent", this.agents.condition())
			.with("condition", this.spans.condition());
		return new LogfireQuery(sql, window.start(), window.end(), LogfireQuery.MAX_LIMIT);
	}

	@Override
	public UserAnalytics answer(Rows rows, Instant asOf) {
		Map<String, Long> outcomes = outcomes(rows);
		Window window = this.spans.window();
		return new UserAnalytics(this.spans.userId(), Period.of(window), summary(rows, outcomes), dailyCosts(rows),
				outcomes, conversationStats(rows), new Meta(asOf, window.zone()));
	}

	private static Map<String, Long> outcomes(Rows rows) {
		Map<String, Long> outcomes = new LinkedHashMap<>();
		part(rows, "outcome").filter((row) -> row.number("run_count") > 0)
			.sorted(Comparator.<Row>comparingLong((row) -> -row.number("run_count"))
				.thenComparing((row) -> row.required("run_outcome")))
			.forEach((row) -> outcomes.put(row.required("run_outcome"), row.number("run_count")));
		return outcomes;
	}

	private static Summary summary(Rows rows, Map<String, Long> outcomes) {
		return part(rows, "period").findFirst().map((row) -> {
			long runs = row.number("run_count");
			return new Summary(Numbers.dollars(row.number("cost_nano")), runs,
					Numbers.ratio(row.number("execution_us"), 1000 * row.number("execution_count"), 2),
					Numbers.ratio(outcomes.getOrDefault("success", 0L), runs, 4));
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
