package ai.potpie.analyticsapi.analytics.facts;

import ai.potpie.analyticsapi.analytics.usage.Usage;

/**
 * Which spans make runs: {@code docs/numbers.md#which-spans-make-runs} has the rules.
 */
public enum RunSource {

	/** Spans named {@code agent_run_usage}. */
	USAGE_SPANS,

	/** Agents' spans that are below no other agent's, each with all that is below it. */
	AGENT_SPANS,

	/** Usage spans; and agents' spans where no usage span is about their run or trace. */
	AUTO;

	/** Whether runs may be agents' spans. */
	public boolean hasAgentRuns() {
		return this != USAGE_SPANS;
	}

}
