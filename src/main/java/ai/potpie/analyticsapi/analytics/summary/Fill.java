package ai.potpie.analyticsapi.analytics.summary;

/**
 * What becomes of days without data.
 */
public enum Fill {

	/** They are left out. */
	NONE,

	/** They have an entry of zeros. */
	ZERO

}
