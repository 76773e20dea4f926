package ai.potpie.analyticsapi.analytics.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.period.CalendarUnit;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The length of a bucket. Days, weeks and months follow the calendar in the requested
 * time zone; the period cuts the first and the last bucket.
 */
public enum Granularity {

	/**
	 * An hour, counted from the period's first midnight: a day may have 23 or 25 hours.
	 */
	HOUR(null),

	DAY(CalendarUnit.DAY),

	/** An ISO 8601 week, which begins on Monday. */
	WEEK(CalendarUnit.WEEK),

	MONTH(CalendarUnit.MONTH),

	/** The whole period. */
	TOTAL(null);

	static final int MAX_DAYS_OF_HOURS = 7;

	private static final Duration AN_HOUR = Duration.ofHours(1);

	private static final Sql DAY_OF_SPAN = Sql.of("span_day");

	private final @Nullable CalendarUnit unit;

	Granularity(@Nullable CalendarUnit unit) {
		this.unit = unit;
	}

	/** The bucket of a span, as {@link #startOf} reads it. */
	Sql bucket(Window window) {
		if (this.unit != null) {
			return this.unit.firstDay(DAY_OF_SPAN);
		}
		return (this == TOTAL) ? Sql.of("0")
				: Sql.of("CAST(floor((date_part('epoch', start_timestamp) - :first) / 3600) AS BIGINT)")
					.with("first", window.start().getEpochSecond());
	}

	/** The start of a row's bucket. */
	Instant startOf(Row row, Window window) {
		Instant start = switch (this) {
			case HOUR -> window.start().plus(AN_HOUR.multipliedBy(row.number("bucket")));
			case TOTAL -> window.start();
			default -> row.requiredDate("bucket").atStartOfDay(window.zone()).toInstant();
		};
		return start.isBefore(window.start()) ? window.start() : start;
	}

	/** The start of each bucket, and the end of the last. */
	List<Instant> bounds(Window window) {
		List<Instant> bounds = new ArrayList<>();
		if (this.unit != null) {
			this.unit.parts(window).forEach((part) -> bounds.add(part.start()));
		}
		else if (this == HOUR) {
			for (Instant hour = window.start(); hour.isBefore(window.end()); hour = hour.plus(AN_HOUR)) {
				bounds.add(hour);
			}
		}
		else {
			bounds.add(window.start());
		}
		bounds.add(window.end());
		return bounds;
	}

}
