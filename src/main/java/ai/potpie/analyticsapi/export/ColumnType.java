package ai.potpie.analyticsapi.export;

/**
 * The type of a column, which decides how its cells are written.
 */
enum ColumnType {

	/** Text from any source, trusted or not. */
	TEXT,

	/** Text that is a JSON document, or a {@link JsonText}. */
	JSON,

	/** A {@code Boolean}. */
	FLAG,

	/** A whole number. */
	COUNT,

	/** US dollars, of at most 6 decimals. */
	DOLLARS,

	/** A share, from 0 to 1. */
	SHARE,

	/** Milliseconds, of at most 3 decimals. */
	MILLISECONDS,

	/** Any other number of at most 2 decimals. */
	NUMBER,

	/** A number that is shown with all of its decimals. */
	PLAIN,

	/** A {@code LocalDate}. */
	DAY,

	/** An {@code OffsetDateTime}, which sheets show as local time. */
	TIME,

	/** An {@code Instant}, to the microsecond, in UTC. */
	MICROTIME;

	/** Whether sheets align it to the right. */
	boolean isAtTheRight() {
		return switch (this) {
			case COUNT, DOLLARS, SHARE, MILLISECONDS, NUMBER, PLAIN, DAY, TIME, MICROTIME -> true;
			case TEXT, JSON, FLAG -> false;
		};
	}

}
