package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real Alertmanager, of Debian's package, shows what lasts.
 */
@EnabledIf(value = "isInstalled", disabledReason = "needs Debian's package prometheus-alertmanager")
class AlertmanagerTests extends AlertsTestBase {

	private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

	private final int port = FreePort.find();

	private Process alertmanager;

	static boolean isInstalled() {
		return Files.isExecutable(PROGRAM);
	}

	@Override
	List<String> settings() throws IOException {
		Path configuration = Files.writeString(directory.resolve("alertmanager.yml"),
				"route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n");
		this.alertmanager = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + configuration,
				"--storage.path=" + directory.resolve("alertmanager"), "--cluster.listen-address=",
				"--web.listen-address=127.0.0.1:" + this.port)
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("alertmanager.log").toFile())
			.start();
		return List.of();
	}

	@AfterAll
	void stopAlertmanager() {
		this.alertmanager.destroyForcibly().onExit().join();
	}

	@Override
	String channels() {
		return "ops: { type: alertmanager, url: 'http://127.0.0.1:%d', internal: true }".formatted(this.port);
	}

	@Test
	void anAlertIsThereWhileItLastsAndResolvedAfter() {
		String rule = make(rule("shown", "").replace("\"day\"", "\"rolling_24h\""));
		spend("shown", 0.6);
		await().atMost(A_WHILE).ignoreExceptions().until(() -> alerts(rule).size() == 1);
		JsonNode alert = alerts(rule).get(0);
		assertThat(alert.at("/labels/subject").asString()).isEqualTo("shown");
		assertThat(alert.at("/labels/percent").asString()).isEqualTo("50");
		assertThat(alert.at("/labels/severity").asString()).isEqualTo("warning");
		assertThat(alert.at("/status/state").asString()).isEqualTo("active");
		admin("DELETE", RuleController.PATH + "/" + rule, null, "If-Match", "*");
		await().atMost(A_WHILE).until(() -> alerts(rule).isEmpty());
	}

	/** Those that are active. */
	private List<JsonNode> alerts(String rule) {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/v2/alerts?active=true"))
			.build();
		return JsonMapper.shared()
			.readTree(Http.send(request, BodyHandlers.ofString()).body())
			.valueStream()
			.filter((alert) -> alert.at("/labels/rule_id").asString().equals(rule))
			.toList();
	}

}
