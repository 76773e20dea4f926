package ai.potpie.analyticsapi.analytics.counting;

/**
 * Where the cost of a run comes from.
 */
public enum CostSource {

	/** The run's own {@code actual_cost}, and nothing else. */
	RECORDED,

	/** Where that is missing or 0, what the run's calls of LLMs cost. */
	ESTIMATED

}
