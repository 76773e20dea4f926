package ai.potpie.analyticsapi.locallogfire.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and creates nodes of the trees from DuckDB's parser.
 */
final class SqlNodes {

	private static final Set<String> CALLS = Set.of("FUNCTION", "WINDOW");

	private SqlNodes() {
	}

	/** The lower-case name of a function that is called; "" for any other node. */
	static String functionName(JsonNode node) {
		JsonNode path = node.path("qualified_name").path("path");
		boolean called = CALLS.contains(node.path("class").asString(""));
		return called ? path.path(path.size() - 1).asString("").toLowerCase(Locale.ROOT) : "";
	}

	static List<JsonNode> arguments(JsonNode function) {
		return function.path("arguments").valueStream().map((argument) -> argument.path("expression")).toList();
	}

	/** Replaces the function that a node calls, and keeps the rest of the node. */
	static void call(ObjectNode function, String name, JsonNode... arguments) {
		function.put("function_name", name).put("is_operator", false);
		function.putObject("qualified_name").putArray("path").add(name);
		ArrayNode all = function.putArray("arguments");
		for (JsonNode argument : arguments) {
			all.addObject().put("name", "").set("expression", argument);
		}
	}

	static ObjectNode function(String name, JsonNode... arguments) {
		ObjectNode function = expression("FUNCTION", "FUNCTION").put("schema", "").put("catalog", "");
		function.putNull("filter").put("distinct", false).put("export_state", false);
		function.putObject("order_bys").put("type", "ORDER_MODIFIER").putArray("orders");
		call(function, name, arguments);
		return function;
	}

	static ObjectNode cast(JsonNode child, String type) {
		ObjectNode cast = expression("CAST", "OPERATOR_CAST").put("try_cast", false);
		cast.set("child", child);
		ObjectNode typeNode = expression("TYPE", "TYPE").put("type_name", type).put("schema", "").put("catalog", "");
		typeNode.putArray("children");
		typeNode.putObject("qualified_name").putArray("path").add(type);
		cast.set("type_expr", typeNode);
		return cast;
	}

	static ObjectNode tryCast(JsonNode child, String type) {
		return cast(child, type).put("try_cast", true);
	}

	static ObjectNode string(String text) {
		return constant("STRING", text);
	}

	/** Creates a constant of the kind INTEGER, NUMERIC or STRING. */
	static ObjectNode constant(String kind, String text) {
		ObjectNode constant = expression("CONSTANT", "VALUE_CONSTANT");
		constant.putObject("literal").put("kind", kind).put("text", text);
		return constant;
	}

	/** Replaces the content of a node by another node, but keeps its alias. */
	static void become(ObjectNode node, ObjectNode other) {
		String alias = node.path("alias").asString("");
		node.removeAll();
		node.setAll(other);
		node.put("alias", alias);
	}

	static boolean isConstant(JsonNode node, String kind) {
		return node.path("literal").path("kind").asString("").equals(kind);
	}

	/** The text of a constant. */
	static String text(JsonNode constant) {
		return constant.path("literal").path("text").asString("");
	}

	private static ObjectNode expression(String nodeClass, String type) {
		return JsonNodeFactory.instance.objectNode().put("class", nodeClass).put("type", type).put("alias", "");
	}

}
