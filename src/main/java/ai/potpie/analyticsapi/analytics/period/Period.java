package ai.potpie.analyticsapi.analytics.period;

import java.time.OffsetDateTime;

/**
 * Whole days, from {@code start} inclusive to {@code end} exclusive.
 *
 * @param start the first moment of the first day, with the offset of the requested time
 * zone
 * @param end the first moment after the last day, with the offset of the requested time
 * zone
 * @param days the number of days
 */
public record Period(OffsetDateTime start, OffsetDateTime end, int days) {

	public static Period of(Window window) {
		return new Period(window.at(window.start()), window.at(window.end()), window.days());
	}

}
