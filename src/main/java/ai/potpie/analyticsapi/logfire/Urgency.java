package ai.potpie.analyticsapi.logfire;

/**
 * Whether a client waits for a call to Logfire.
 */
public enum Urgency {

	/** A client waits, and has no stored answer. */
	WAITED_FOR,

	/** No client waits: the call refreshes an answer that is still served. */
	REFRESH

}
