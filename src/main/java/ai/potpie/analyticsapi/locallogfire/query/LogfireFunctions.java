package ai.potpie.analyticsapi.locallogfire.query;

import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates the functions, operators and casts of Logfire's SQL to DuckDB, where a macro
 * of schema.sql cannot: a macro has a fixed number of arguments, and a macro of an
 * aggregate takes no {@code FILTER}.
 */
final class LogfireFunctions {

	private static final Map<String, String> FIRST_AND_LAST = Map.of("first_value", "first", "last_value", "last");

	private static final Set<String> TIME_FORMATS = Set.of("to_char", "date_format", "to_timestamp");

	private LogfireFunctions() {
	}

	static void replace(JsonNode node) {
		if (node instanceof ObjectNode object) {
			object.path("select_list").values().forEach(LogfireFunctions::nameColumn);
			SqlCasts.replace(object);
			JsonFunctions.replace(object);
			Percentiles.replace(object);
			replaceFunction(object, SqlNodes.functionName(object), SqlNodes.arguments(object));
		}
		node.values().forEach(LogfireFunctions::replace);
	}

	private static void nameColumn(JsonNode column) {
		if (column.path("alias").asString("").isEmpty()) {
			((ObjectNode) column).put("alias", JsonFunctions.columnName(column));
		}
	}

	private static void replaceFunction(ObjectNode node, String name, List<JsonNode> arguments) {
		if (name.equals("approx_distinct") && arguments.size() == 1) {
			SqlNodes.call(node, "count", arguments.get(0));
			node.put("distinct", true);
		}
		else if (FIRST_AND_LAST.containsKey(name) && node.path("class").asString("").equals("FUNCTION")) {
			SqlNodes.call(node, FIRST_AND_LAST.get(name), arguments.toArray(JsonNode[]::new));
		}
		else if (TIME_FORMATS.contains(name) && arguments.size() == 2) {
			SqlNodes.call(node, name, arguments.get(0), format(name, arguments.get(1)));
		}
	}

	private static JsonNode format(String function, JsonNode format) {
		if (!SqlNodes.isConstant(format, "STRING")) {
			throw new Refusal(400, "The format of %s must be a text literal in the local Logfire".formatted(function));
		}
		return SqlNodes.string(ChronoFormat.toDuckDb(SqlNodes.text(format)));
	}

}
