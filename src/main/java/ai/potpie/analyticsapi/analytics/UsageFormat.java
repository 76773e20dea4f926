package ai.potpie.analyticsapi.analytics;

/**
 * In what a {@link Usage} can be had.
 */
enum UsageFormat {

	JSON, CSV, XLSX, NDJSON,

	/** CSV with the columns of FinOps FOCUS. */
	FOCUS

}
