package ai.potpie.analyticsapi.export;

/**
 * What a column holds, which decides how a cell is written.
 */
public enum ColumnType {

	/** Text that anybody may have written. */
	TEXT,

	/** Text that is a JSON document, or a {@link JsonText}. */
	JSON,

	/** A {@code Boolean}. */
	FLAG,

	/** A whole number. */
	COUNT,

	/** US dollars, of at most 6 decimals. */
	DOLLARS,

	/** A part of a whole, from 0 to 1. */
	SHARE,

	/** Milliseconds, of at most 3 decimals. */
	MILLISECONDS,

	/** Another number of at most 2 decimals. */
	NUMBER,

	/** A number of any decimals, which is shown with all of them. */
	PLAIN,

	/** A {@code LocalDate}. */
	DAY,

	/** An {@code OffsetDateTime}: sheets show it as the clocks of its place do. */
	TIME,

	/** An {@code Instant}, to the microsecond, in UTC. */
	MICROTIME;

	/** Whether sheets have it at the right of a cell. */
	boolean isAtTheRight() {
		return switch (this) {
			case COUNT, DOLLARS, SHARE, MILLISECONDS, NUMBER, PLAIN, DAY, TIME, MICROTIME -> true;
			case TEXT, JSON, FLAG -> false;
		};
	}

}
