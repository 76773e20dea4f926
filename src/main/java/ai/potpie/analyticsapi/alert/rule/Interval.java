package ai.potpie.analyticsapi.alert.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * A time that a rule looks at.
 *
 * @param start its first moment
 * @param end the first moment after it
 * @param zone the time zone of its days
 */
public record Interval(Instant start, Instant end, ZoneId zone) {

	static Interval ofDays(LocalDate first, LocalDate afterLast, ZoneId zone) {
		return new Interval(startOf(first, zone), startOf(afterLast, zone), zone);
	}

	/** Its part up to the end of the day of a moment. */
	public Interval throughDayOf(Instant moment) {
		Instant nextDay = startOf(LocalDate.ofInstant(moment, this.zone).plusDays(1), this.zone);
		return nextDay.isBefore(this.end) ? new Interval(this.start, nextDay, this.zone) : this;
	}

	public LocalDate firstDay() {
		return LocalDate.ofInstant(this.start, this.zone);
	}

	/** The first day that is not in it. */
	public LocalDate dayAfter() {
		return LocalDate.ofInstant(this.end, this.zone);
	}

	/** The share of it that is over at a moment, from 0 to 1. */
	public double shareOver(Instant moment) {
		double all = this.end.toEpochMilli() - this.start.toEpochMilli();
		return Math.min(1, Math.max(0, (moment.toEpochMilli() - this.start.toEpochMilli()) / all));
	}

	/** A moment with the offset of the zone. */
	public OffsetDateTime at(Instant moment) {
		return moment.atZone(this.zone).toOffsetDateTime();
	}

	/** The first moment of a day. */
	public static Instant startOf(LocalDate day, ZoneId zone) {
		return day.atStartOfDay(zone).toInstant();
	}

}
