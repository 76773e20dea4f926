package ai.potpie.analyticsapi.locallogfire.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts the SQL of a request into the SQL that runs: it parses and checks the
 * statement, sets the limit, and writes it again from the tree. So exactly the checked
 * tree runs.
 */
final class QuerySql {

	private static final int DEFAULT_LIMIT = 100;

	private final Connection session;

	QuerySql(Connection session) {
		this.session = session;
	}

	String prepare(String sql, @Nullable Integer limit) throws SQLException {
		JsonNode tree = parse(sql);
		SqlGuard.check(tree);
		LevelNames.replace(tree);
		LogfireFunctions.replace(tree);
		setLimit((ObjectNode) tree.path("statements").path(0).path("node"), limit);
		return ask("SELECT json_deserialize_sql(CAST(? AS JSON))", tree.toString());
	}

	private JsonNode parse(String sql) throws SQLException {
		JsonNode tree = JsonMapper.shared().readTree(ask("SELECT json_serialize_sql(?)", LogfireSyntax.toDuckDb(sql)));
		if (tree.path("error").asBoolean(false)) {
			throw new Refusal(400, "Invalid SQL: " + LogfireSyntax.toLogfire(tree.path("error_message").asString("")));
		}
		if (tree.path("statements").size() != 1) {
			throw new Refusal(400, "Invalid SQL: exactly one statement is possible");
		}
		return tree;
	}

	private String ask(String question, String parameter) throws SQLException {
		try (PreparedStatement statement = this.session.prepareStatement(question)) {
			statement.setString(1, parameter);
			try (ResultSet answer = statement.executeQuery()) {
				answer.next();
				return answer.getString(1);
			}
		}
	}

	/**
	 * Sets the row limit. The request's limit replaces the SQL's own; without one, the
	 * limit is the SQL's own, but at most 100.
	 */
	private static void setLimit(ObjectNode query, @Nullable Integer limit) {
		ArrayNode modifiers = (ArrayNode) query.path("modifiers");
		ObjectNode modifier = limitModifier(modifiers);
		int own = modifier.path("limit").path("literal").path("text").asInt(DEFAULT_LIMIT);
		ObjectNode constant = modifier.putObject("limit");
		constant.put("class", "CONSTANT").put("type", "VALUE_CONSTANT").put("alias", "");
		constant.putObject("literal")
			.put("kind", "INTEGER")
			.put("text", String.valueOf((limit != null) ? limit : Math.min(own, DEFAULT_LIMIT)));
		modifier.put("limit_type", "ROW_COUNT");
	}

	private static ObjectNode limitModifier(ArrayNode modifiers) {
		for (JsonNode modifier : modifiers) {
			if (Set.of("LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER").contains(modifier.path("type").asString())) {
				return (ObjectNode) modifier;
			}
		}
		return modifiers.addObject().put("type", "LIMIT_MODIFIER").putNull("offset");
	}

}
