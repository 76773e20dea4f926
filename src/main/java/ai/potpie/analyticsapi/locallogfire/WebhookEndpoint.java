package ai.potpie.analyticsapi.locallogfire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /local/webhooks}: takes in webhooks as Standard Webhooks describe them, and
 * lists the last ones, the newest first, with whether their signature is right. It holds
 * no secret, so it exists only with demo data.
 */
final class WebhookEndpoint {

	static final String PATH = "/local/webhooks";

	/** Everybody knows it, as everything of the demo. */
	static final String SECRET = "whsec_bG9jYWwtbG9nZmlyZS13ZWJob29rLXNlY3JldC0x";

	private static final int KEPT = 100;

	private static final int MOST_BYTES = 256 * 1024;

	private static final List<String> HEADERS = List.of("webhook-id", "webhook-timestamp", "webhook-signature");

	private final Deque<Received> received = new ArrayDeque<>();

	private final Webhook secret;

	private final Clock clock;

	WebhookEndpoint(Clock clock) {
		try {
			this.secret = new Webhook(SECRET);
		}
		catch (EmptyWebhookSecretException ex) {
			throw new IllegalStateException("The secret is not empty", ex);
		}
		this.clock = clock;
	}

	void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
		byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES);
		String body = new String(bytes, StandardCharsets.UTF_8);
		boolean verified = isVerified(body, request);
		add(new Received(String.valueOf(request.getHeader("webhook-id")), this.clock.instant(), verified, json(body)));
		if (!verified) {
			throw new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "The signature is missing or wrong");
		}
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
	}

	private boolean isVerified(String body, HttpServletRequest request) {
		if (HEADERS.stream().anyMatch((name) -> request.getHeader(name) == null)) {
			return false;
		}
		try {
			this.secret.verify(body,
					Map.of(HEADERS.get(0), List.of(request.getHeader(HEADERS.get(0))), HEADERS.get(1),
							List.of(request.getHeader(HEADERS.get(1))), HEADERS.get(2),
							List.of(request.getHeader(HEADERS.get(2)))));
			return true;
		}
		catch (WebhookVerificationException ex) {
			return false;
		}
	}

	private static JsonNode json(String body) {
		try {
			return JsonMapper.shared().readTree(body);
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().valueToTree(body);
		}
	}

	private synchronized void add(Received one) {
		this.received.addFirst(one);
		if (this.received.size() > KEPT) {
			this.received.removeLast();
		}
	}

	synchronized void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType("application/json");
		response.getOutputStream()
			.write(JsonMapper.shared().writeValueAsBytes(Map.of("webhooks", List.copyOf(this.received))));
	}

	/**
	 * A webhook that arrived.
	 *
	 * @param id its {@code webhook-id}
	 * @param receivedAt when it arrived, in UTC
	 * @param verified whether its signature is right
	 * @param body what it says
	 */
	record Received(String id, Instant receivedAt, boolean verified, JsonNode body) {
	}

}
