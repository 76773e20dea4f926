package ai.potpie.analyticsapi.locallogfire.query;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates casts that have another meaning in Logfire's SQL: from JSON to a plain type,
 * to a decimal without a scale, and to types with Arrow's names.
 */
final class SqlCasts {

	private static final Map<String, String> JSON_GETTERS = Map.ofEntries(Map.entry("BOOLEAN", "json_get_bool"),
			Map.entry("INTEGER", "json_get_int"), Map.entry("BIGINT", "json_get_int"),
			Map.entry("INT8", "json_get_int"), Map.entry("FLOAT", "json_get_float"),
			Map.entry("DOUBLE", "json_get_float"), Map.entry("FLOAT8", "json_get_float"),
			Map.entry("DECIMAL", "json_get_float"), Map.entry("VARCHAR", "json_get_str"),
			Map.entry("TEXT", "json_get_str"), Map.entry("STRING", "json_get_str"));

	private static final Map<String, String> ARROW = Map.ofEntries(Map.entry("Boolean", "BOOLEAN"),
			Map.entry("Int8", "TINYINT"), Map.entry("Int16", "SMALLINT"), Map.entry("Int32", "INTEGER"),
			Map.entry("Int64", "BIGINT"), Map.entry("UInt8", "UTINYINT"), Map.entry("UInt16", "USMALLINT"),
			Map.entry("UInt32", "UINTEGER"), Map.entry("UInt64", "UBIGINT"), Map.entry("Float32", "FLOAT"),
			Map.entry("Float64", "DOUBLE"), Map.entry("Utf8", "VARCHAR"), Map.entry("LargeUtf8", "VARCHAR"),
			Map.entry("Utf8View", "VARCHAR"), Map.entry("Date32", "DATE"));

	private SqlCasts() {
	}

	static void replace(ObjectNode node) {
		if (SqlNodes.functionName(node).equals("arrow_cast")) {
			replaceArrowCast(node, SqlNodes.arguments(node));
		}
		if (node.path("class").asString("").equals("CAST")) {
			replaceCast(node, node.path("type_expr"));
		}
	}

	private static void replaceArrowCast(ObjectNode node, List<JsonNode> arguments) {
		String type = (arguments.size() == 2) ? ARROW.get(SqlNodes.text(arguments.get(1))) : null;
		if (type == null) {
			throw new Refusal(400, "arrow_cast takes a value and, in the local Logfire, one of the types "
					+ ARROW.keySet().stream().sorted().toList());
		}
		SqlNodes.become(node, SqlNodes.cast(arguments.get(0), type));
	}

	private static void replaceCast(ObjectNode cast, JsonNode type) {
		String name = type.path("type_name").asString("").toUpperCase(Locale.ROOT);
		JsonNode child = cast.path("child");
		if (JsonFunctions.isGet(child) && JSON_GETTERS.containsKey(name)) {
			SqlNodes.become(cast,
					SqlNodes.function(JSON_GETTERS.get(name), SqlNodes.arguments(child).toArray(JsonNode[]::new)));
		}
		else if (name.equals("DECIMAL") && type.path("children").isEmpty()) {
			ArrayNode precisionAndScale = (ArrayNode) type.path("children");
			precisionAndScale.add(SqlNodes.constant("INTEGER", "38")).add(SqlNodes.constant("INTEGER", "10"));
		}
	}

}
