package ai.potpie.analyticsapi.analytics;

/**
 * How answers write moments.
 */
final class Timestamps {

	/** To the microsecond, as Logfire has them. */
	static final String MICROSECONDS = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX";

	private Timestamps() {
	}

}
