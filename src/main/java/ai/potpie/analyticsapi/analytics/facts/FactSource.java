package ai.potpie.analyticsapi.analytics.facts;

/**
 * Where the facts of a statement come from. Everything after the step {@code facts} is
 * the same text for both.
 */
public enum FactSource {

	/** Logfire's records, whose attributes are JSON. */
	RECORDS,

	/** The table {@code fact} of the history, whose columns are facts already. */
	HISTORY

}
