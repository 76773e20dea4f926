package ai.potpie.analyticsapi.analytics.period;

/**
 * The format of moments in answers.
 */
public final class Timestamps {

	/** To the microsecond, the precision of Logfire. */
	public static final String MICROSECONDS = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX";

	private Timestamps() {
	}

}
