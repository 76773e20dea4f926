package ai.potpie.analyticsapi.alert.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as a message of Slack, which Mattermost understands too.
 */
final class SlackMessage {

	private SlackMessage() {
	}

	static Message of(Channel channel, AlertEvent event, Delivery.Action action, JsonMapper json) {
		String text = escaped(EventText.of(event, action));
		List<Object> blocks = new ArrayList<>();
		blocks.add(Map.of("type", "section", "text", markdown("*" + text + "*")));
		JsonNode data = event.data();
		if (data.has("period")) {
			blocks.add(Map.of("type", "context", "elements",
					List.of(markdown("%s, %s. Complete up to %s. %s".formatted(
							escaped(data.path("period").path("name").asString("")),
							escaped(data.path("period").path("timezone").asString("")),
							escaped(data.path("as_of").asString("")), escaped(event.id()))))));
		}
		String link = data.path("link").asString("");
		if (!link.isEmpty()) {
			blocks.add(Map.of("type", "section", "text", markdown("<%s|Dashboard>".formatted(escaped(link)))));
		}
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("text", text);
		body.put("blocks", blocks);
		return new Message(channel.url(), Map.of(), json.writeValueAsString(body));
	}

	private static Map<String, String> markdown(String text) {
		return Map.of("type", "mrkdwn", "text", text);
	}

	// As Slack asks for, so that no name becomes a link or a mention
	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

}
