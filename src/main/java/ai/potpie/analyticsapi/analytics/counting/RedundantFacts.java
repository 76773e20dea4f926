package ai.potpie.analyticsapi.analytics.counting;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.analytics.counting.SpanTree.Climbers;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Facts of the history without which each answer stays the same. Most spans do nothing
 * but carry ids: logs, requests to servers, calls of tools. Such a fact tells nothing if
 * its parent names the same ids, began before it and ended after it, on the same day of
 * each time zone. A fact stays if one that stays is below it, if a fact of its trace has
 * copies, or if its trace is very large. What started more than {@link #REACH} later is
 * not looked for: a span whose parent is gone is the topmost of its tree.
 */
public final class RedundantFacts {

	/**
	 * The greatest time between the starts of a fact and of those that belong to it: its
	 * copies, its parent and those below it.
	 */
	public static final Duration REACH = Duration.ofDays(1);

	/** The time that a search in a trace takes grows with the square of its size. */
	private static final int MOST_OF_A_TRACE = 1000;

	// Each day of each time zone begins on a quarter of an hour in UTC. A usage span
	// without a run is one of its own, which what is below it does not belong to.
	private static final Sql SQL = Sql.of("""
			WITH counted AS (
				SELECT
					*,
					floor(date_part('epoch', start_timestamp) / 900) AS quarter,
					COUNT(*) OVER (PARTITION BY user_id, trace_id, span_id) AS copies,
					COUNT(*) OVER (PARTITION BY user_id, trace_id) AS size_of_trace
				FROM fact
				WHERE start_timestamp >= :first_near AND start_timestamp < :end_of_near
			),
			facts AS (
				SELECT
					fact.user_id AS scope,
					fact.trace_id,
					fact.span_id,
					fact.parent_span_id,
					fact.kind,
					fact.start_timestamp,
					fact.created_at,
					fact.digest,
					fact.is_usage,
					fact.is_agent,
					fact.names_model,
					MAX(fact.copies) OVER (PARTITION BY fact.user_id, fact.trace_id) = 1
						AND parent.span_id IS NOT NULL
						AND NOT fact.is_usage
						AND NOT fact.is_agent
						AND NOT fact.names_model
						AND NOT fact.is_error
						AND fact.exception_type IS NULL
						AND fact.exception_message IS NULL AS repeats_parent
				FROM counted AS fact
				LEFT JOIN counted AS parent ON parent.user_id = fact.user_id
					AND parent.trace_id = fact.trace_id
					AND parent.span_id = fact.parent_span_id
					AND parent.quarter = fact.quarter
					AND parent.start_timestamp <= fact.start_timestamp
					AND parent.ended >= fact.ended
					AND (NOT parent.is_usage OR parent.run_id IS NOT NULL)
					AND parent.run_id IS NOT DISTINCT FROM fact.run_id
					AND parent.own_conversation IS NOT DISTINCT FROM fact.own_conversation
					AND parent.project IS NOT DISTINCT FROM fact.project
					AND parent.agent IS NOT DISTINCT FROM fact.agent
					AND parent.environment_text IS NOT DISTINCT FROM fact.environment_text
				WHERE fact.size_of_trace <= :most_of_a_trace
			),
			:tree,
			related AS (
				SELECT
					*,
					repeats_parent AND :is_found_whole AS is_candidate,
					string_agg(CASE WHEN repeats_parent AND :is_found_whole THEN NULL ELSE :ancestors END, '')
						OVER (PARTITION BY scope, trace_id) AS above_others
				FROM climbed
			)
			SELECT scope, trace_id, span_id, start_timestamp
			FROM related
			WHERE is_candidate
				AND coalesce(strpos(above_others, concat(' ', span_id, ' ')), 0) = 0
				AND start_timestamp >= :first AND start_timestamp < :end
			""")
		.with("most_of_a_trace", MOST_OF_A_TRACE)
		.with("tree", SpanTree.steps(Climbers.ALL))
		.with("ancestors", SpanTree.ancestors())
		.with("is_found_whole", SpanTree.isFoundWhole());

	private RedundantFacts() {
	}

	/**
	 * Selects those that started in a time: their {@code scope}, which is the user,
	 * {@code trace_id}, {@code span_id} and {@code start_timestamp}.
	 */
	public static Sql select(Instant start, Instant end) {
		return SQL.with("first", start)
			.with("end", end)
			.with("first_near", start.minus(REACH))
			.with("end_of_near", end.plus(REACH));
	}

}
