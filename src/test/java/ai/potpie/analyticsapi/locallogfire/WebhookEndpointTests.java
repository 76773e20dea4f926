package ai.potpie.analyticsapi.locallogfire;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.Http;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The receiver of the demo's alerts.
 */
class WebhookEndpointTests {

	private static final String BODY = "{\"type\":\"alerts.fired\"}";

	@Test
	void itListsWhatArrivedAndWhetherItIsVerified() throws Exception {
		LocalLogfireProperties properties = new LocalLogfireProperties("127.0.0.1", 0, "", "token", true, false, false);
		try (LocalLogfire logfire = LocalLogfire.start(properties, Stream::empty)) {
			long now = Instant.now().getEpochSecond();
			String signature = new Webhook(WebhookEndpoint.SECRET).sign("msg_1", now, BODY);
			assertThat(post(logfire, BODY, now, signature)).isEqualTo(204);
			assertThat(post(logfire, BODY.replace("fired", "faked"), now, signature)).isEqualTo(401);
			JsonNode webhooks = list(logfire).get("webhooks");
			assertThat(webhooks).hasSize(2);
			assertThat(webhooks.at("/0/verified").asBoolean()).isFalse();
			assertThat(webhooks.at("/1/verified").asBoolean()).isTrue();
			assertThat(webhooks.at("/1/id").asString()).isEqualTo("msg_1");
			assertThat(webhooks.at("/1/body/type").asString()).isEqualTo("alerts.fired");
		}
	}

	private static int post(LocalLogfire logfire, String body, long time, String signature) {
		HttpRequest request = request(logfire).POST(BodyPublishers.ofString(body))
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", Long.toString(time))
			.header("webhook-signature", signature)
			.build();
		return Http.send(request, BodyHandlers.discarding()).statusCode();
	}

	private static JsonNode list(LocalLogfire logfire) {
		return JsonMapper.shared().readTree(Http.send(request(logfire).build(), BodyHandlers.ofString()).body());
	}

	private static HttpRequest.Builder request(LocalLogfire logfire) {
		return HttpRequest.newBuilder(logfire.baseUrl().resolve(WebhookEndpoint.PATH));
	}

}
