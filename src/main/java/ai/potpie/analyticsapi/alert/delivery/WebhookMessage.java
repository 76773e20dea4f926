package ai.potpie.analyticsapi.alert.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as Standard Webhooks 1.0 describe it. The id stays the same for each try, and
 * the time is that of the try.
 */
final class WebhookMessage {

	private WebhookMessage() {
	}

	static Message of(Channel channel, AlertEvent event, Instant now, JsonMapper json) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", event.type());
		body.put("timestamp", event.firedAt());
		body.put("data", event.data());
		String text = json.writeValueAsString(body);
		long seconds = now.getEpochSecond();
		String signatures = channel.secrets()
			.stream()
			.map((secret) -> signature(secret, event.id(), seconds, text))
			.collect(Collectors.joining(" "));
		return new Message(channel.url(), Map.of("webhook-id", event.id(), "webhook-timestamp", Long.toString(seconds),
				"webhook-signature", signatures), text);
	}

	private static String signature(String secret, String id, long seconds, String text) {
		try {
			return new Webhook(secret).sign(id, seconds, text);
		}
		catch (EmptyWebhookSecretException | WebhookSigningException ex) {
			throw new IllegalStateException("A secret was not checked when it was read", ex);
		}
	}

}
