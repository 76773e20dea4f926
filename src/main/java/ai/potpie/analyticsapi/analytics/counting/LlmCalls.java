package ai.potpie.analyticsapi.analytics.counting;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Decides which spans and logs are LLM calls. Agents' spans repeat the tokens of the
 * calls below them, several instrumentations record one call as parent and child or side
 * by side, and streams report their usage in a log. The rule counts the innermost record
 * with usage, and each response once: {@code docs/numbers.md#which-spans-are-calls}.
 */
public final class LlmCalls {

	/** The name of the rule in answers. */
	public static final String RULE = "innermost_usage";

	// First by position in the tree; then, among calls with the same response, the one
	// with most usage, the innermost, the first
	private static final Sql SQL = Sql
		.of("""
				related AS (
					SELECT
						*,
						string_agg(CASE WHEN is_candidate AND has_usage THEN models_above END, '') OVER trace AS above_usage,
						string_agg(CASE WHEN is_candidate THEN models_above END, '') OVER trace AS above_any,
						string_agg(CASE WHEN is_candidate AND has_usage THEN concat(' ', span_id, ' ') END, '') OVER trace AS with_usage
					FROM climbed
					WINDOW trace AS (PARTITION BY scope, trace_id)
				),
				placed AS (
					SELECT
						*,
						is_candidate AND CASE
							WHEN has_usage THEN coalesce(strpos(above_usage, concat(' ', span_id, ' ')), 0) = 0
							WHEN :is_below_usage THEN FALSE
						ELSE coalesce(strpos(above_any, concat(' ', span_id, ' ')), 0) = 0
						END AS is_innermost
					FROM related
				),
				answered AS (
					SELECT
						*,
						ROW_NUMBER() OVER one_response AS nth_of_response,
						MIN(recorded_nano) OVER one_response AS response_nano
					FROM placed
					WINDOW one_response AS (
						PARTITION BY scope, CASE WHEN is_candidate AND response IS NOT NULL THEN concat('response ', response) ELSE trace_id END
						ORDER BY is_innermost DESC, input_tokens + output_tokens DESC, CASE WHEN recorded_nano IS NULL THEN 1 ELSE 0 END,
							coalesce(length(models_above) - length(replace(models_above, ' ', '')), 0) DESC, start_timestamp, trace_id, span_id
						ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
					)
				),
				called AS (
					SELECT
						*,
						is_innermost AND (response IS NULL OR nth_of_response = 1) AS is_leaf,
						CASE WHEN response IS NULL THEN recorded_nano ELSE coalesce(recorded_nano, response_nano) END AS own_nano
					FROM answered
				),
				priced AS (
					SELECT
						*,
						CASE WHEN is_leaf THEN own_nano END AS known_nano,
						CASE
							WHEN NOT is_leaf THEN NULL
							WHEN own_nano IS NOT NULL THEN own_nano
							WHEN is_error AND output_tokens = 0 THEN 0
							WHEN has_usage THEN :price
						END AS call_nano
					FROM called
				)""")
		.with("is_below_usage", SpanTree.isBelowOneOf("with_usage"));

	private static final Sql NONE = Sql.of("""
			priced AS (
				SELECT
					*,
					FALSE AS is_leaf,
					CAST(NULL AS BIGINT) AS known_nano,
					CAST(NULL AS BIGINT) AS call_nano
				FROM climbed
			)""");

	private LlmCalls() {
	}

	/**
	 * The steps of a {@code WITH} after {@code climbed}, the last of which is
	 * {@code priced}.
	 * @param prices prices for calls without a recorded cost
	 */
	static Sql steps(CallPrices prices) {
		return SQL.with("price", prices.sql());
	}

	/** The same steps for questions that ignore calls. */
	static Sql noSteps() {
		return NONE;
	}

}
