package ai.potpie.analyticsapi.analytics.counting;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The aggregates over {@link Activity} that {@link CallNumbers} reads.
 */
public final class CallSums {

	/** The label in answers for a model or agent that a call does not name. */
	public static final String UNKNOWN = "unknown";

	public static final Sql SQL = Sql.of("""
			COUNT(*) FILTER (WHERE is_leaf) AS llm_calls,
			CAST(coalesce(SUM(input_tokens) FILTER (WHERE is_leaf), 0) AS BIGINT) AS input_tokens,
			CAST(coalesce(SUM(output_tokens) FILTER (WHERE is_leaf), 0) AS BIGINT) AS output_tokens,
			CAST(coalesce(SUM(cache_read_tokens) FILTER (WHERE is_leaf), 0) AS BIGINT) AS cached_input_tokens,
			CAST(coalesce(SUM(reasoning_tokens) FILTER (WHERE is_leaf), 0) AS BIGINT) AS reasoning_tokens,
			CAST(coalesce(SUM(call_nano), 0) AS BIGINT) AS call_cost_nano,
			COUNT(known_nano) AS recorded_calls,
			COUNT(call_nano) - COUNT(known_nano) AS estimated_calls,
			:unpriced_models AS unpriced_models""")
		.with("unpriced_models", unpricedModels("is_leaf AND call_nano IS NULL"));

	private CallSums() {
	}

	/** An aggregate that lists the models of calls. */
	static Sql unpricedModels(String calls) {
		return NameLists.distinct(Sql.of("coalesce(model, :unknown)").with("unknown", UNKNOWN), Sql.of(calls));
	}

}
