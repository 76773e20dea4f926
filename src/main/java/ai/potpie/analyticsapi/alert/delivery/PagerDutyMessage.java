package ai.potpie.analyticsapi.alert.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * An event of PagerDuty's Events API v2. The id of the event tells what belongs together.
 */
final class PagerDutyMessage {

	/** The most characters of a summary that PagerDuty takes. */
	private static final int LONGEST_SUMMARY = 1024;

	private PagerDutyMessage() {
	}

	static Message of(Channel channel, AlertEvent event, Delivery.Action action, JsonMapper json) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("routing_key", channel.routingKey());
		body.put("event_action", (action == Delivery.Action.RESOLVE) ? "resolve" : "trigger");
		body.put("dedup_key", event.id());
		String summary = EventText.of(event, action);
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("summary", summary.substring(0, Math.min(summary.length(), LONGEST_SUMMARY)));
		payload.put("source", "analytics-api");
		payload.put("severity", AlertmanagerMessage.severity(event));
		payload.put("timestamp", event.firedAt());
		payload.put("custom_details", event.data());
		body.put("payload", payload);
		String link = event.data().path("link").asString("");
		if (!link.isEmpty()) {
			body.put("links", List.of(Map.of("href", link, "text", "Dashboard")));
		}
		return new Message(channel.url(), Map.of(), json.writeValueAsString(body));
	}

}
