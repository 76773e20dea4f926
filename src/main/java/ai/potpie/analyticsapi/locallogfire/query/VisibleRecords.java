package ai.potpie.analyticsapi.locallogfire.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The records that a query sees: views of its own session, restricted to the request's
 * bounds and environments. DuckDB pushes these conditions down to the table.
 */
final class VisibleRecords {

	private VisibleRecords() {
	}

	/**
	 * The statements that prepare a session for a request. As in Logfire, null sorts as
	 * the largest value, and dividing integers gives an integer.
	 */
	static String of(QueryRequest request) {
		return """
				SET TimeZone = %s;
				SET default_null_order = 'postgres';
				SET integer_division = true;
				SET error_on_division_by_zero = false;
				CREATE TEMP VIEW records_all AS SELECT * FROM every_record WHERE %s;
				CREATE TEMP VIEW records AS SELECT * FROM records_all WHERE kind <> 'pending_span';
				""".formatted(literal(request.timezone()), String.join(" AND ", conditions(request)));
	}

	private static List<String> conditions(QueryRequest request) {
		List<String> conditions = new ArrayList<>();
		conditions.add("start_timestamp > " + literal(request.minTimestamp()));
		if (request.maxTimestamp() != null) {
			conditions.add("start_timestamp < " + literal(request.maxTimestamp()));
		}
		if (request.environments() != null) {
			conditions.add("coalesce(deployment_environment, '') IN (%s)".formatted(request.environments()
				.stream()
				.map(VisibleRecords::literal)
				.collect(Collectors.joining(", ", "", request.environments().isEmpty() ? "NULL" : ""))));
		}
		return conditions;
	}

	private static String literal(Instant instant) {
		return "TIMESTAMPTZ '%s'".formatted(instant.truncatedTo(ChronoUnit.MICROS));
	}

	private static String literal(String text) {
		return "'%s'".formatted(text.replace("'", "''"));
	}

}
