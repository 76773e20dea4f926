package ai.potpie.analyticsapi.locallogfire.query;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains an error to the author of a query, without the parts of DuckDB's message about
 * how the local Logfire runs it.
 */
final class QueryError {

	private static final Logger logger = LoggerFactory.getLogger(QueryError.class);

	private static final Pattern MESSAGE = Pattern.compile("(?<kind>[A-Za-z ]+) Error: (?<problem>.*)", Pattern.DOTALL);

	private static final String INVALID_SQL = "Invalid SQL: ";

	private static final String INVALID_VALUE = "Invalid value: ";

	/**
	 * The kinds of errors that the query causes; all others are failures of the engine.
	 */
	private static final Map<String, String> KINDS = Map.of("Binder", INVALID_SQL, "Catalog", INVALID_SQL, "Parser",
			INVALID_SQL, "Mismatch Type", INVALID_SQL, "Invalid Type", INVALID_SQL, "Conversion", INVALID_VALUE,
			"Out of Range", INVALID_VALUE, "Invalid Input", INVALID_VALUE, "Not implemented",
			"Not possible in the local Logfire: ");

	private static final Pattern UNKNOWN_FUNCTION = Pattern
		.compile("[A-Z]\\w+ Function with name (?<name>\\S+) does not exist!.*", Pattern.DOTALL);

	/**
	 * DuckDB's advice on its settings and functions, and the line of the translated SQL.
	 */
	private static final Pattern ADVICE = Pattern.compile("(?: You might need to add explicit type casts"
			+ "| In order to select one, | Use TRY\\(|\\n\\n|\\n\\*|\\nCandidate (?:functions|macros)|\\nDid you mean"
			+ "|\\nEither add|\\nPerhaps|\\nLINE \\d).*", Pattern.DOTALL);

	/** Logfire's names by DuckDB's names, longer ones first. */
	private static final List<Map.Entry<String, String>> NAMES = List.of(Map.entry("json_extract_string(", "->>("),
			Map.entry("json_extract(", "->("), Map.entry("json_type(", "a JSON function("),
			Map.entry("regexp_matches(", "regexp_like("), Map.entry("strftime(", "to_char("),
			Map.entry("Macro ", "Function "));

	private QueryError() {
	}

	static String detail(SQLException error) {
		Matcher message = MESSAGE.matcher(String.valueOf(error.getMessage()));
		String kind = message.matches() ? message.group("kind") : "";
		if (KINDS.containsKey(kind)) {
			return KINDS.get(kind) + problem(message.group("problem"));
		}
		return switch (kind.toUpperCase(Locale.ROOT)) {
			case "INTERRUPT" -> "The query took longer than %d seconds".formatted(SpanStore.QUERY_TIMEOUT_SECONDS);
			case "OUT OF MEMORY" -> "The query needs more memory than the local Logfire has";
			default -> {
				logger.warn("The local Logfire failed to run a query", error);
				yield "The local Logfire failed to run the query; its log says why";
			}
		};
	}

	private static String problem(String message) {
		Matcher unknownFunction = UNKNOWN_FUNCTION.matcher(message);
		if (unknownFunction.matches()) {
			return "Function '%s' does not exist in the local Logfire, which knows a part of Logfire's SQL"
				.formatted(LogfireSyntax.toLogfire(unknownFunction.group("name")));
		}
		String problem = ADVICE.matcher(message).replaceFirst("");
		for (Map.Entry<String, String> name : NAMES) {
			problem = problem.replace(name.getKey(), name.getValue());
		}
		return LogfireSyntax.toLogfire(problem);
	}

}
