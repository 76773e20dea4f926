package ai.potpie.analyticsapi.analytics.period;

import java.time.Duration;
import java.time.Instant;

/**
 * When numbers no longer change: a span arrives when it ends, under the time at which it
 * started, and Logfire takes it in up to 24 hours late.
 */
public final class Settling {

	private static final Duration TIME = Duration.ofHours(24);

	private Settling() {
	}

	/** Whether no more spans of the time until then can arrive. */
	public static boolean isOver(Instant end, Instant now) {
		return !end.plus(TIME).isAfter(now);
	}

}
