package ai.potpie.analyticsapi.cache;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Asks for rows of a day, and answers how many there are: none is no answer.
 */
record CountQuestion(LogfireQuery query) implements Question<String> {

	/** A day that is not settled before the next noon. */
	static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	static CountQuestion number(int number) {
		return new CountQuestion(
				new LogfireQuery(Sql.of("SELECT :number").with("number", number), NOON.minusSeconds(86_400), NOON, 10));
	}

	@Override
	public Instant end() {
		return this.query.end();
	}

	@Override
	public Stream<String> texts() {
		return Stream.empty();
	}

	@Override
	public String answer(Rows rows, Instant asOf) {
		if (rows.rows().isEmpty()) {
			throw new LogfireException(Reason.FAILED, "There is no row");
		}
		return rows.rows().size() + " rows as of " + asOf;
	}

	/** A form of its answer. */
	record Text(CountQuestion question, String prefix, int memory) implements Form<String> {

		Text(String prefix) {
			this(number(1), prefix, 0);
		}

		@Override
		public Representation represent(String answer) {
			return Representation.file((this.prefix + answer).getBytes(StandardCharsets.UTF_8), "text/plain",
					"answer.txt", false);
		}

	}

}
