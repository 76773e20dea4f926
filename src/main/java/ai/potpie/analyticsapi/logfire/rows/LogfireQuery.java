package ai.potpie.analyticsapi.logfire.rows;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.sql.Sql;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A query to Logfire.
 *
 * @param sql the statement, which contains its exact time bounds
 * @param start the first moment that it reads
 * @param end the first moment that it does not read; {@link #OPEN_END} for none
 * @param limit the row limit, which overrides the statement's own {@code LIMIT} in
 * Logfire; an answer with fewer rows is complete
 */
public record LogfireQuery(Sql sql, Instant start, Instant end, int limit) {

	/** The most rows that Logfire answers with. */
	public static final int MAX_LIMIT = 10_000;

	/**
	 * The end of a query without an upper bound of time: later than any span, and a
	 * moment that databases can store.
	 */
	public static final Instant OPEN_END = Instant.parse("9999-12-31T00:00:00Z");

	// Logfire does not document whether its bounds are open or closed, so the exact ones
	// are in the SQL.
	private static final Duration MARGIN = Duration.ofSeconds(1);

	public Body body() {
		String end = this.end.equals(OPEN_END) ? null : this.end.plus(MARGIN).toString();
		return new Body(this.sql.text(), this.start.minus(MARGIN).toString(), end, this.limit, true);
	}

	public void requireWhole(long rows) {
		if (rows >= this.limit) {
			throw new LogfireException(Reason.TRUNCATED,
					"The answer has %d rows, its limit: there may be more".formatted(rows));
		}
	}

	/** The JSON of {@code POST /v2/query}. */
	record Body(String sql, String min_timestamp,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String max_timestamp, int limit,
			boolean include_schema) {
	}

}
