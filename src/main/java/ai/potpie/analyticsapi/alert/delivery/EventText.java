package ai.potpie.analyticsapi.alert.delivery;

import tools.jackson.databind.JsonNode;

/**
 * An event as text for people.
 */
final class EventText {

	private EventText() {
	}

	/** One sentence. */
	static String of(AlertEvent event, Delivery.Action action) {
		JsonNode data = event.data();
		if (event.type().equals(AlertEvent.STALE)) {
			return (action == Delivery.Action.RESOLVE) ? "Spend data are up to date again"
					: "Spend data are late: complete up to %s, so alerts wait".formatted(text(data, "as_of"));
		}
		String rule = data.path("rule").path("name").asString("");
		String test = data.path("test").asBoolean(false) ? "Test of " : "";
		if (action == Delivery.Action.RESOLVE) {
			return "%s is over for %s".formatted(rule, text(data, "subject"));
		}
		return "%s%s: %s %s".formatted(test, rule, text(data, "subject"), what(event, data));
	}

	private static String what(AlertEvent event, JsonNode data) {
		String late = data.path("late").asBoolean(false) ? ", by spans that came late" : "";
		return switch (event.key().kind()) {
			case ACTUAL -> "has used %s%% of %s: %s".formatted(text(data, "percent_used"), amount(data, "amount"),
					amount(data, "used"));
			case FORECAST -> "will have used %s of %s by the end of the period, at this rate"
				.formatted(amount(data, "projected"), amount(data, "amount"));
			case UNPRICED ->
				"has %d%% or more runs without a price, so its cost is too low".formatted(event.key().percent());
		} + late;
	}

	private static String amount(JsonNode data, String key) {
		String currency = data.path("currency").asString("");
		return text(data, key) + " " + (currency.isEmpty() ? data.path("rule").path("measure").asString("") : currency);
	}

	private static String text(JsonNode data, String key) {
		return data.path(key).asString("");
	}

}
