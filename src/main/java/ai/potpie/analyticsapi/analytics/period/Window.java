package ai.potpie.analyticsapi.analytics.period;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Whole calendar days in a time zone. A day begins when the zone's rules say so, so it
 * may have 23 or 25 hours.
 *
 * @param first the first day
 * @param last the last day, inclusive
 * @param zone the time zone in which the days begin and end
 */
public record Window(LocalDate first, LocalDate last, ZoneId zone) {

	/** The default number of days for most questions. */
	public static final int DEFAULT_DAYS = 30;

	/** The largest number of days for most questions, with a history. */
	public static final int MAX_DAYS = 1100;

	/** The largest number of days without a history. */
	static final int MAX_DAYS_OF_LOGFIRE = 90;

	public static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");

	private static final Sql IS_IN = Sql.of("(start_timestamp >= :start AND start_timestamp < :end)");

	public static Window of(WindowParameters parameters, int defaultDays, Clock clock) {
		ZoneId zone = (parameters.timezone() != null) ? parameters.timezone() : DEFAULT_ZONE;
		if (parameters.startDate() != null && parameters.endDate() != null) {
			return new Window(parameters.startDate(), parameters.endDate(), zone);
		}
		int days = (parameters.days() != null) ? parameters.days() : defaultDays;
		LocalDate today = LocalDate.now(clock.withZone(zone));
		return new Window(today.minusDays(days - 1L), today, zone);
	}

	/** The first moment of the first day. */
	public Instant start() {
		return this.first.atStartOfDay(this.zone).toInstant();
	}

	/** The first moment after the last day. */
	public Instant end() {
		return this.last.plusDays(1).atStartOfDay(this.zone).toInstant();
	}

	/** The SQL condition that a span started in this window. */
	public Sql condition() {
		return IS_IN.with("start", start()).with("end", end());
	}

	/** The local day on which a span in this window started: an SQL expression. */
	public Sql localDay() {
		return LocalDays.dayOf(this.zone, start(), end());
	}

	/** A moment with the offset of the window's zone. */
	public OffsetDateTime at(Instant moment) {
		return moment.atZone(this.zone).toOffsetDateTime();
	}

	public int days() {
		return (int) ChronoUnit.DAYS.between(this.first, this.last) + 1;
	}

	public Stream<LocalDate> eachDay() {
		return this.first.datesUntil(this.last.plusDays(1));
	}

}
