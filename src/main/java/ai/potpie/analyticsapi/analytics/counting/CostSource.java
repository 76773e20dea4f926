package ai.potpie.analyticsapi.analytics.counting;

/**
 * The origin of a run's cost.
 */
public enum CostSource {

	/** The run's own {@code actual_cost} alone. */
	RECORDED,

	/** The same, and where it is missing or 0, the cost of the run's LLM calls. */
	ESTIMATED

}
