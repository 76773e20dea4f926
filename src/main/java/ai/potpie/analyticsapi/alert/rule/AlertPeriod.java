package ai.potpie.analyticsapi.alert.rule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The time over which a rule adds up: a calendar period in the rule's time zone, or a
 * length of time that ends now.
 */
public enum AlertPeriod {

	DAY(null),

	/** From Monday on, as in ISO 8601. */
	WEEK(null),

	MONTH(null),

	ROLLING_24H(Duration.ofHours(24)),

	ROLLING_7D(Duration.ofDays(7)),

	ROLLING_30D(Duration.ofDays(30));

	private final @Nullable Duration length;

	AlertPeriod(@Nullable Duration length) {
		this.length = length;
	}

	@JsonValue
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	public boolean isRolling() {
		return this.length != null;
	}

	/** Whether there are days to come in it that a forecast can be about. */
	public boolean hasForecast() {
		return this == WEEK || this == MONTH;
	}

	/** The period at a moment. */
	public Interval at(Instant moment, ZoneId zone) {
		if (this.length != null) {
			return new Interval(moment.minus(this.length), moment, zone);
		}
		LocalDate first = firstDay(LocalDate.ofInstant(moment, zone));
		return Interval.ofDays(first, next(first), zone);
	}

	private LocalDate firstDay(LocalDate day) {
		return switch (this) {
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
			default -> day;
		};
	}

	private LocalDate next(LocalDate first) {
		return switch (this) {
			case WEEK -> first.plusWeeks(1);
			case MONTH -> first.plusMonths(1);
			default -> first.plusDays(1);
		};
	}

}
