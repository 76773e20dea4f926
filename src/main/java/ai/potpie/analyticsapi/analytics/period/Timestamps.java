package ai.potpie.analyticsapi.analytics.period;

/**
 * How answers write moments.
 */
public final class Timestamps {

	/** To the microsecond, as Logfire has them. */
	public static final String MICROSECONDS = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX";

	private Timestamps() {
	}

}
