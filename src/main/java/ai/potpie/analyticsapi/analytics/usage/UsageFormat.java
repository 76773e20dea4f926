package ai.potpie.analyticsapi.analytics.usage;

/**
 * The formats of a {@link Usage}.
 */
enum UsageFormat {

	JSON, CSV, XLSX, NDJSON,

	/** CSV with the columns of FinOps FOCUS. */
	FOCUS

}
