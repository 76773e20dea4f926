package ai.potpie.analyticsapi.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

import org.jspecify.annotations.Nullable;

/**
 * The representation of a value in a sheet.
 *
 * @param number the number, which for dates is the days since the end of 1899; null for
 * text
 * @param format the number format of the cell
 * @param width the approximate number of characters that the cell shows
 */
record SheetValue(@Nullable Number number, String format, int width) {

	private static final long DAYS_TO_1970 = 25_569;

	private static final double MICROS_OF_DAY = 86_400e6;

	static SheetValue of(ColumnType type, Object value) {
		int width = PlainText.of(value).length();
		return switch (type) {
			case TEXT, JSON, FLAG -> new SheetValue(null, "", width);
			case COUNT -> new SheetValue((Number) value, "#,##0", width + (width - 1) / 3);
			case DOLLARS -> new SheetValue((Number) value, "\"$\"#,##0.000000", 12);
			case SHARE -> new SheetValue((Number) value, "0.00%", 7);
			case MILLISECONDS -> new SheetValue((Number) value, "#,##0.000", width + 4);
			case NUMBER -> new SheetValue((Number) value, "#,##0.00", width + 3);
			case PLAIN -> new SheetValue((Number) value, "#,##0.######", width + 1);
			case DAY -> new SheetValue(days(((LocalDate) value).atStartOfDay()), "yyyy-mm-dd", 10);
			case TIME -> new SheetValue(days(((OffsetDateTime) value).toLocalDateTime()), "yyyy-mm-dd hh:mm:ss", 19);
			case MICROTIME -> new SheetValue(days(LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)),
					"yyyy-mm-dd hh:mm:ss.000", 23);
		};
	}

	private static double days(LocalDateTime time) {
		long days = time.toLocalDate().toEpochDay() + DAYS_TO_1970;
		return days + time.getLong(ChronoField.MICRO_OF_DAY) / MICROS_OF_DAY;
	}

}
