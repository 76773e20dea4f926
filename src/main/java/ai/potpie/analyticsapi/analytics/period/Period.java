package ai.potpie.analyticsapi.analytics.period;

import java.time.OffsetDateTime;

/**
 * Whole days, half open.
 *
 * @param start the first moment, with the offset of the zone
 * @param end the moment after the last, with the offset of the zone
 * @param days how many days
 */
public record Period(OffsetDateTime start, OffsetDateTime end, int days) {

	public static Period of(Window window) {
		return new Period(window.at(window.start()), window.at(window.end()), window.days());
	}

}
