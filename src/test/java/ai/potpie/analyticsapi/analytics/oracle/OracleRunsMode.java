package ai.potpie.analyticsapi.analytics.oracle;

/**
 * What makes a run, as the setting {@code analytics.runs} has it.
 */
enum OracleRunsMode {

	USAGE_SPANS, AGENT_SPANS, AUTO

}
