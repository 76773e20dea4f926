package ai.potpie.analyticsapi.locallogfire.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Percentiles, as {@code f(x, 0.95)} or as {@code f(0.95) WITHIN GROUP (ORDER BY x)}: of
 * the values as doubles, and from a t-digest if they are approximate, as in Logfire.
 */
final class Percentiles {

	private static final Map<String, String> FUNCTIONS = Map.of("approx_percentile_cont", "approx_quantile",
			"percentile_cont", "quantile_cont");

	private static final String MEDIAN = "approx_median";

	private Percentiles() {
	}

	static void replace(ObjectNode node) {
		String name = SqlNodes.functionName(node);
		List<JsonNode> arguments = SqlNodes.arguments(node);
		if (name.equals(MEDIAN) && arguments.size() == 1) {
			call(node, "approx_quantile", arguments.get(0), new BigDecimal("0.5"));
		}
		else if (FUNCTIONS.containsKey(name)) {
			replace(node, name, arguments);
		}
	}

	private static void replace(ObjectNode node, String name, List<JsonNode> arguments) {
		ArrayNode orders = orders(node);
		if (orders.size() == 1 && !arguments.isEmpty()) {
			JsonNode order = orders.get(0);
			BigDecimal percentile = percentile(name, arguments.get(0));
			orders.removeAll();
			call(node, FUNCTIONS.get(name), order.path("expression"),
					order.path("type").asString("").equals("DESCENDING") ? BigDecimal.ONE.subtract(percentile)
							: percentile);
		}
		else if (orders.isEmpty() && arguments.size() > 1) {
			call(node, FUNCTIONS.get(name), arguments.get(0), percentile(name, arguments.get(1)));
		}
		else {
			throw new Refusal(400,
					"%1$s is written %1$s(0.95) WITHIN GROUP (ORDER BY x) or %1$s(x, 0.95)".formatted(name));
		}
	}

	private static ArrayNode orders(ObjectNode node) {
		JsonNode ofWindow = node.path("arg_orders");
		return (ArrayNode) (ofWindow.isArray() ? ofWindow : node.path("order_bys").path("orders"));
	}

	private static BigDecimal percentile(String name, JsonNode node) {
		if (SqlNodes.isConstant(node, "NUMERIC") || SqlNodes.isConstant(node, "INTEGER")) {
			BigDecimal percentile = new BigDecimal(SqlNodes.text(node));
			if (percentile.signum() >= 0 && percentile.compareTo(BigDecimal.ONE) <= 0) {
				return percentile;
			}
		}
		throw new Refusal(400, "The percentile of %s must be a number from 0 to 1".formatted(name));
	}

	private static void call(ObjectNode node, String name, JsonNode value, BigDecimal percentile) {
		SqlNodes.call(node, name, SqlNodes.cast(value, "DOUBLE"),
				SqlNodes.constant("NUMERIC", percentile.toPlainString()));
	}

}
