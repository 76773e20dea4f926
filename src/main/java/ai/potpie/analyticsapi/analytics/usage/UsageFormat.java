package ai.potpie.analyticsapi.analytics.usage;

/**
 * In what a {@link Usage} can be had.
 */
enum UsageFormat {

	JSON, CSV, XLSX, NDJSON,

	/** CSV with the columns of FinOps FOCUS. */
	FOCUS

}
