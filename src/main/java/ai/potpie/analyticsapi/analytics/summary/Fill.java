package ai.potpie.analyticsapi.analytics.summary;

/**
 * The treatment of days without data.
 */
public enum Fill {

	/** Days without data are left out. */
	NONE,

	/** Days without data have an entry of zeros. */
	ZERO

}
