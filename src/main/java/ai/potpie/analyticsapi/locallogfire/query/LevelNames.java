package ai.potpie.analyticsapi.locallogfire.query;

import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces {@code level >= 'warn'} by {@code level >= 13}, as Logfire does.
 */
final class LevelNames {

	private static final Map<String, Integer> NUMBERS = Map.of("trace", 1, "debug", 5, "info", 9, "notice", 10, "warn",
			13, "warning", 13, "error", 17, "fatal", 21);

	private LevelNames() {
	}

	static void replace(JsonNode node) {
		if (node.path("class").asString("").equals("COMPARISON")) {
			replace(node.path("left"), node.path("right"));
			replace(node.path("right"), node.path("left"));
		}
		node.values().forEach(LevelNames::replace);
	}

	private static void replace(JsonNode column, JsonNode constant) {
		JsonNode names = column.path("column_names");
		JsonNode literal = constant.path("literal");
		Integer number = NUMBERS.get(literal.path("text").asString("").toLowerCase(Locale.ROOT));
		if (number != null && names.path(names.size() - 1).asString("").equalsIgnoreCase("level")) {
			((ObjectNode) literal).put("kind", "INTEGER").put("text", number.toString());
		}
	}

}
