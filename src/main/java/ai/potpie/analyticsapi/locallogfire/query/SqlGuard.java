package ai.potpie.analyticsapi.locallogfire.query;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * Accepts only statements that read {@code records} and {@code records_all}. It checks
 * the tree from DuckDB's own parser, so that no spelling of a statement escapes it.
 */
final class SqlGuard {

	private static final Set<String> TABLES = Set.of("records", "records_all");

	private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "generate_series", "range");

	/** The kinds of nodes that read the catalog or need a parameter. */
	private static final Set<String> FORBIDDEN_NODES = Set.of("SHOW_REF", "VALUE_PARAMETER", "PIVOT", "COLUMN_DATA",
			"BOUND_TABLE_REF", "DELIM_GET");

	/**
	 * Functions that read or change anything but records: settings, the session, the
	 * catalog, sequences, the log; and functions that sleep.
	 */
	private static final Pattern FORBIDDEN_FUNCTIONS = Pattern.compile("current_(?!date$|time$|timestamp$|localtime"
			+ "|localtimestamp).*|get(env|variable|_block_size)|pg_(?!typeof$).*|inet_.*|has_.*_privilege|session_user|user|version"
			+ "|txid_current|in_search_path|(next|curr|set)val|setseed|sleep_ms|write_log|json_.*serialize.*"
			+ "|(col|obj|shobj)_description|stats|query|query_table");

	private SqlGuard() {
	}

	/** Checks one statement's tree, or throws a {@link Refusal}. */
	static void check(JsonNode statement) {
		checkNode(statement, TABLES);
	}

	private static void checkNode(JsonNode node, Set<String> tables) {
		Set<String> visible = withCommonTables(node, tables);
		if (node.isObject()) {
			checkKind(node, visible);
		}
		for (Map.Entry<String, JsonNode> child : node.properties()) {
			if (!child.getKey().equals("cte_map")) {
				checkNode(child.getValue(), visible);
			}
		}
		if (node.isArray()) {
			node.values().forEach((child) -> checkNode(child, visible));
		}
	}

	/**
	 * Adds the common tables of a query. A common table is visible to its query and to
	 * the common tables after it; inside itself, its name means another table unless it
	 * is recursive.
	 */
	private static Set<String> withCommonTables(JsonNode node, Set<String> tables) {
		JsonNode commonTables = node.path("cte_map").path("map");
		boolean recursive = kind(node).equals("RECURSIVE_CTE_NODE");
		if (commonTables.isEmpty() && !recursive) {
			return tables;
		}
		Set<String> visible = new HashSet<>(tables);
		if (recursive) {
			visible.add(text(node, "cte_name"));
		}
		for (JsonNode common : commonTables.values()) {
			checkNode(common.path("value"), visible);
			visible.add(text(common, "key"));
		}
		return visible;
	}

	private static void checkKind(JsonNode node, Set<String> tables) {
		String kind = kind(node);
		if (FORBIDDEN_NODES.contains(kind)) {
			throw new Refusal(400, "Only plain queries of records are possible");
		}
		if (kind.equals("BASE_TABLE")) {
			checkName(node.path("qualified_name"), tables,
					"Table '%s' does not exist: only records and records_all do");
		}
		else if (kind.equals("TABLE_FUNCTION")) {
			checkName(node.path("function").path("qualified_name"), TABLE_FUNCTIONS,
					"Table function '%s' does not exist");
		}
		else if (kind.equals("FUNCTION")) {
			checkFunction(node.path("qualified_name").path("path"));
		}
	}

	private static void checkName(JsonNode qualifiedName, Set<String> allowed, String otherwise) {
		JsonNode path = qualifiedName.path("path");
		String name = text(path, 0);
		if (path.size() != 1 || !allowed.contains(name)) {
			throw new Refusal(400, otherwise.formatted(name));
		}
	}

	private static void checkFunction(JsonNode path) {
		String name = text(path, path.size() - 1);
		if (path.size() != 1 || FORBIDDEN_FUNCTIONS.matcher(name).matches()) {
			throw new Refusal(400, "Function '%s' does not exist".formatted(name));
		}
	}

	private static String kind(JsonNode node) {
		return node.path("type").asString("");
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).asString("").toLowerCase(Locale.ROOT);
	}

	private static String text(JsonNode path, int index) {
		return path.path(index).asString("").toLowerCase(Locale.ROOT);
	}

}
