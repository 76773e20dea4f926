package ai.potpie.analyticsapi.alert.delivery;

import java.util.Map;

import ai.potpie.analyticsapi.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The file of channels.
 */
class ChannelReaderTests {

	private static final String SECRET = "whsec_dGhlLXNlY3JldC1vZi10aGUtdGVzdHMtMDE=";

	@Test
	void eachTypeIsRead() {
		Map<String, Channel> channels = read("""
				ops: { type: webhook, url: https://hooks.example.com/x, secrets: [%1$s, %1$s] }
				alertmanager: { type: alertmanager, url: http://alertmanager:9093, internal: true }
				chat: { type: slack, url: https://hooks.slack.com/services/secret }
				page: { type: pagerduty, routing_key: secret }
				""".formatted(SECRET));
		assertThat(channels.keySet()).containsExactlyInAnyOrder("ops", "alertmanager", "chat", "page");
		assertThat(channels.get("ops").secrets()).hasSize(2);
		assertThat(channels.get("page").url().getHost()).isEqualTo("events.pagerduty.com");
		assertThat(channels.values().toString()).doesNotContain("secret").doesNotContain("whsec");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ops: { type: webhook, url: http://hooks.example.com/secret, secrets: [" + SECRET + "] }",
			"ops: { type: webhook, url: https://hooks.example.com/secret }",
			"ops: { type: webhook, url: https://hooks.example.com/secret, secrets: [secret] }",
			"ops: { type: webhook, url: https://hooks.example.com/secret, secrets: [whsec_c2VjcmV0] }",
			"ops: { type: webhook, url: 'ftp://secret', secrets: [" + SECRET + "] }",
			"ops: { type: mail, url: https://secret }", "page: { type: pagerduty }", "chat: { type: slack }",
			"chat: { type: slack, url: https://hooks.example.com/secret, colour: red }", "a b: { type: slack }", "[]",
			"ops: secret" })
	void whatIsWrongIsSaidWithoutSecrets(String file) {
		assertThatExceptionOfType(SettingException.class).isThrownBy(() -> read(file))
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.action()).contains("ANALYTICS_ALERT_CHANNELS_FILE")
				.doesNotContain("secret,")
				.doesNotContain("/secret")
				.doesNotContain("c2VjcmV0"));
	}

	private static Map<String, Channel> read(String file) {
		return ChannelReader.read(JsonMapper.shared().valueToTree(new Yaml().load(file)));
	}

}
