package ai.potpie.analyticsapi.locallogfire.query;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Logfire's JSON operators and functions, which take a document and any number of keys
 * and indexes: {@code json_get_int(d, 'a', 0)} becomes
 * {@code json_get_int(json_extract(json_extract(d, 'a'), 0))}, and the macros of
 * schema.sql take one value.
 */
final class JsonFunctions {

	private static final String AS_TEXT = "->>";

	private static final Set<String> MACROS = Set.of("json_contains", "json_as_text", "json_get_str", "json_get_int",
			"json_get_float", "json_get_bool", "json_get_json", "json_get_array", "json_length", "json_object_keys");

	private static final Map<String, String> OTHER_NAMES = Map.of(LogfireSyntax.CONTAINS, "json_contains", "json_keys",
			"json_object_keys");

	private static final Set<String> GET = Set.of(LogfireSyntax.GET, "json_get");

	private static final Set<String> RETURN_TEXT = Set.of(AS_TEXT, "json_as_text", "json_get_str", "json_get_json");

	private static final Map<String, String> OPERATORS = Map.of(LogfireSyntax.GET, "->", AS_TEXT, AS_TEXT,
			LogfireSyntax.CONTAINS, "?");

	private JsonFunctions() {
	}

	static boolean isGet(JsonNode node) {
		return GET.contains(SqlNodes.functionName(node));
	}

	static void replace(ObjectNode node) {
		String name = SqlNodes.functionName(node);
		String macro = OTHER_NAMES.getOrDefault(name, name);
		List<JsonNode> arguments = SqlNodes.arguments(node);
		if (name.equals(AS_TEXT)) {
			SqlNodes.call(node, name, document(arguments.get(0)), key(arguments.get(1)));
			node.put("is_operator", true);
		}
		else if (GET.contains(name) && arguments.size() > 1) {
			SqlNodes.become(node, (ObjectNode) value(arguments));
		}
		else if (MACROS.contains(macro) && !arguments.isEmpty()) {
			SqlNodes.call(node, macro, value(arguments));
		}
	}

	/** The name of a column whose expression is a JSON operator; "" for any other. */
	static String columnName(JsonNode node) {
		String operator = OPERATORS.get(SqlNodes.functionName(node));
		if (operator == null) {
			return "";
		}
		return SqlNodes.arguments(node)
			.stream()
			.map(JsonFunctions::operandName)
			.collect(Collectors.joining(" %s ".formatted(operator)));
	}

	private static String operandName(JsonNode node) {
		JsonNode columnNames = node.path("column_names");
		if (!columnNames.isEmpty()) {
			return columnNames.path(columnNames.size() - 1).asString("");
		}
		String text = SqlNodes.text(node);
		return SqlNodes.isConstant(node, "STRING") ? "'%s'".formatted(text) : text + columnName(node);
	}

	private static JsonNode value(List<JsonNode> documentAndKeys) {
		JsonNode value = document(documentAndKeys.get(0));
		for (JsonNode key : documentAndKeys.subList(1, documentAndKeys.size())) {
			value = SqlNodes.function("json_extract", value, key(key));
		}
		return value;
	}

	/**
	 * The operand as a document. Text from a document may be a document again; any other
	 * text has no keys.
	 */
	private static JsonNode document(JsonNode node) {
		return RETURN_TEXT.contains(SqlNodes.functionName(node)) ? SqlNodes.tryCast(node, "JSON") : node;
	}

	/** A key. DuckDB reads some keys as paths, so these become a path of one key. */
	private static JsonNode key(JsonNode node) {
		String key = SqlNodes.text(node);
		if (SqlNodes.isConstant(node, "STRING") && (key.isEmpty() || "$/*".indexOf(key.charAt(0)) >= 0)) {
			return SqlNodes.string("/" + key.replace("~", "~0").replace("/", "~1"));
		}
		return node;
	}

}
