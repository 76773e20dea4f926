package ai.potpie.analyticsapi.analytics.facts;

/**
 * The spans that make runs: {@code docs/numbers.md#which-spans-make-runs}.
 */
public enum RunSource {

	/** Spans named {@code agent_run_usage}. */
	USAGE_SPANS,

	/** Outermost agents' spans, each with everything below it. */
	AGENT_SPANS,

	/** Usage spans, and agents' spans whose run and trace have no usage span. */
	AUTO;

	/** Whether runs may be agents' spans. */
	public boolean hasAgentRuns() {
		return this != USAGE_SPANS;
	}

}
