package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * A question to Logfire.
 *
 * @param sql the statement, with its exact bounds of time in it
 * @param start the first moment it reads, inclusive
 * @param end the moment before which it reads
 * @param limit fewer rows than this are a whole answer; it overrides the statement's own
 * {@code LIMIT} in Logfire
 */
public record LogfireQuery(Sql sql, Instant start, Instant end, int limit) {

	/** The most rows that Logfire answers with. */
	public static final int MAX_LIMIT = 10_000;

	private static final int WEIGHT = 100;

	private static final int QUESTION_WEIGHT = 500;

	// Logfire does not say whether its bounds are open or closed: ours are in the SQL.
	private static final Duration MARGIN = Duration.ofSeconds(1);

	/** The same, as it is kept: of the statement, only the values take memory. */
	public LogfireQuery inOnePiece() {
		return new LogfireQuery(this.sql.inOnePiece(), this.start, this.end, this.limit);
	}

	/** How much memory it takes, roughly, in bytes. */
	public int weight() {
		return WEIGHT + this.sql.weight();
	}

	/**
	 * How much the question takes that it was made of: other objects with the same texts.
	 */
	public int questionWeight() {
		return QUESTION_WEIGHT + this.sql.textWeight();
	}

	Body body() {
		return new Body(this.sql.text(), this.start.minus(MARGIN).toString(), this.end.plus(MARGIN).toString(),
				this.limit, true);
	}

	void requireWhole(long rows) {
		if (rows >= this.limit) {
			throw new LogfireException(Reason.TRUNCATED,
					"Logfire answered with %d rows, its limit: there may be more".formatted(rows));
		}
	}

	/** The JSON of {@code POST /v2/query}. */
	record Body(String sql, String min_timestamp, String max_timestamp, int limit, boolean include_schema) {
	}

}
