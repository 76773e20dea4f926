package ai.potpie.analyticsapi.analytics.period;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ai.potpie.analyticsapi.sql.Sql;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The parts of the calendar into which a window can be divided.
 */
public enum CalendarUnit {

	DAY(TemporalAdjusters.ofDateAdjuster((day) -> day.plusDays(1))),

	/** An ISO 8601 week, which begins on Monday. */
	WEEK(TemporalAdjusters.next(DayOfWeek.MONDAY)),

	MONTH(TemporalAdjusters.firstDayOfNextMonth()),

	YEAR(TemporalAdjusters.firstDayOfNextYear());

	private static final Sql FIRST_DAY = Sql.of("CAST(date_trunc(:unit, :day) AS DATE)");

	private final TemporalAdjuster next;

	CalendarUnit(TemporalAdjuster next) {
		this.next = next;
	}

	/** The name of the unit in requests, answers and SQL. */
	@JsonValue
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The first day of the part that contains a day: a DATE.
	 * @param day an expression of the type DATE
	 */
	public Sql firstDay(Sql day) {
		return (this == DAY) ? day : FIRST_DAY.with("unit", label()).with("day", day);
	}

	/** The first day of the part that contains a day. */
	public LocalDate firstDay(LocalDate day) {
		return switch (this) {
			case DAY -> day;
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
			case YEAR -> day.withDayOfYear(1);
		};
	}

	/** The parts of a window, which cuts the first and the last. */
	public List<Window> parts(Window window) {
		List<Window> parts = new ArrayList<>();
		LocalDate first = window.first();
		while (!first.isAfter(window.last())) {
			LocalDate next = first.with(this.next);
			LocalDate last = next.isAfter(window.last()) ? window.last() : next.minusDays(1);
			parts.add(new Window(first, last, window.zone()));
			first = next;
		}
		return parts;
	}

}
