package ai.potpie.analyticsapi.logfire;

/**
 * Who waits for a call to Logfire.
 */
public enum Urgency {

	/** Somebody does, and has nothing else to look at. */
	WAITED_FOR,

	/** Nobody: it renews an answer that is still served. */
	REFRESH

}
