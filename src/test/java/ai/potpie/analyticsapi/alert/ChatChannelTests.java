package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.Receiver.Request;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What Slack, PagerDuty and a webhook with two secrets get, and that no secret of theirs
 * is seen elsewhere. Rules and channels are files, which change.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChatChannelTests extends AlertsTestBase {

	private static final String OLD = "whsec_YW4tb2xkZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0x";

	@Override
	String channels() {
		return """
				chat: { type: slack, url: '%1$s/services/slack-secret', internal: true }
				page: { type: pagerduty, url: '%1$s/enqueue', routing_key: routing-secret, internal: true }
				ops: { type: webhook, url: '%1$s/hook-secret', secrets: [%2$s, %3$s], internal: true }
				""".formatted(this.receiver.url(), SECRET, OLD);
	}

	@Override
	List<String> settings() throws IOException {
		Path rules = Files.writeString(rules(), """
				- name: From <a file> & more
				  of: { user_id: chatter }
				  measure: cost
				  period: day
				  amount: 1
				  thresholds: [ { percent: 100 } ]
				  channels: [ chat, page, ops ]
				""");
		return List.of("--analytics.alert.rules-file=" + rules,
				"--analytics.alert.page-url=https://analytics.example.com/dashboard/");
	}

	private static Path rules() {
		return directory.resolve("chat-rules.yaml");
	}

	@Test
	void eachChannelGetsItsOwnForm(CapturedOutput output) throws Exception {
		JsonNode rule = json(admin("GET", RuleController.PATH, null)).at("/rules/0");
		assertThat(rule.get("source").asString()).isEqualTo("file");
		String path = RuleController.PATH + "/" + rule.get("id").asString();
		assertThat(admin("DELETE", path, null, "If-Match", "*").statusCode()).isEqualTo(409);
		spend("chatter", 1.5);
		await().atMost(A_WHILE).until(() -> this.receiver.requests().size() == 3);
		JsonNode slack = to("/services/slack-secret").json();
		assertThat(slack.get("text").asString())
			.isEqualTo("From &lt;a file&gt; &amp; more: chatter has used 150% of 1 USD: 1.5 USD");
		assertThat(slack.get("blocks").toString()).contains("https://analytics.example.com/dashboard/#/user/chatter");
		JsonNode page = to("/enqueue").json();
		assertThat(page.get("routing_key").asString()).isEqualTo("routing-secret");
		assertThat(page.get("event_action").asString()).isEqualTo("trigger");
		assertThat(page.at("/payload/severity").asString()).isEqualTo("critical");
		assertThat(page.get("dedup_key").asString()).isEqualTo(to("/hook-secret").id());
		Request webhook = to("/hook-secret");
		verify(SECRET, webhook, webhook.body());
		verify(OLD, webhook, webhook.body());
		assertThatExceptionOfType(WebhookVerificationException.class)
			.isThrownBy(() -> verify(SECRET, webhook, webhook.body().replace("1.5", "1.4")));
		nothingSecretIsSeen(output);
		aChangedFileCounts(path);
	}

	private void nothingSecretIsSeen(CapturedOutput output) {
		String metrics = RawConnection
			.exchange(this.service.managementPort(), RawConnection.request("/actuator/prometheus", "Connection: close"))
			.body();
		assertThat(metrics).contains("analytics_alert_deliveries_total{channel=\"page\",result=\"delivered\"} 1.0")
			.contains("analytics_alert_used_ratio");
		for (String seen : List.of(output.getAll(), metrics, admin("GET", RuleController.PATH, null).body(),
				admin("GET", "/api/v1/analytics/alerts/events", null).body())) {
			assertThat(seen).doesNotContain("slack-secret")
				.doesNotContain("routing-secret")
				.doesNotContain("hook-secret")
				.doesNotContain(SECRET.substring(6))
				.doesNotContain(OLD.substring(6));
		}
	}

	private void aChangedFileCounts(String path) throws IOException {
		Files.writeString(rules(), Files.readString(rules()).replace("amount: 1", "amount: 0"));
		Files.writeString(rules(), Files.readString(rules()).replace("amount: 0", "amount: 1.2"));
		await().atMost(A_WHILE).until(() -> json(admin("GET", path, null)).get("amount").asDouble() == 1.2);
		await().atMost(A_WHILE)
			.until(() -> this.receiver.requests()
				.stream()
				.filter((each) -> each.path().equals("/hook-secret"))
				.count() == 2);
	}

	private static void verify(String secret, Request request, String body) throws Exception {
		new Webhook(secret).verify(body, FiringTests.headers(request));
	}

	private Request to(String path) {
		return this.receiver.requests()
			.stream()
			.filter((request) -> request.path().equals(path))
			.findFirst()
			.orElseThrow();
	}

}
