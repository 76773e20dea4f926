package ai.potpie.analyticsapi.history;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that is killed while it fills its history goes on where it was.
 */
class KilledHistoryTests {

	private static final int KILLS = Integer.getInteger("kills", 2);

	/** Nothing listens there. */
	private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

	@Test
	void nothingIsMissingAndNothingIsThereTwice(@TempDir Path directory) throws Exception {
		try (LocalLogfire logfire = LocalLogfire
			.start(new LocalLogfireProperties("127.0.0.1", 0, "", FactsInLogfire.READ_TOKEN, true, false, false));
				LogfireSwitch between = new LogfireSwitch(logfire.baseUrl())) {
			SplittableRandom random = new SplittableRandom(7);
			for (int kill = 0; kill < KILLS; kill++) {
				try (ServiceProcess service = launcher(directory, between).start()) {
					Thread.sleep(random.nextInt(1500));
					service.kill();
				}
			}
			try (ServiceProcess service = launcher(directory, between).start()) {
				await().atMost(Duration.ofMinutes(3)).until(() -> status(service).get("backfilled").asBoolean());
				JsonNode status = status(service);
				assertThat(status.get("rows").asLong()).isEqualTo(FactsInLogfire.coveredBy(status, logfire));
				answersWithoutLogfire(service, between);
			}
		}
	}

	private static void answersWithoutLogfire(ServiceProcess service, LogfireSwitch logfire) {
		logfire.askFromNowOn(NOWHERE);
		for (String user : List.of("user_123", "user_124", "user_130")) {
			var answer = service.as(AnalyticsApi.ADMIN_TOKEN).user(user + "?days=60&timezone=Asia/Kathmandu");
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).contains("\"source\":\"history\"");
		}
	}

	private static ServiceProcess.Launcher launcher(Path directory, LogfireSwitch logfire) {
		return ServiceProcess.in(directory)
			.logfire(logfire.url())
			.with("--logfire.retention-days=90", "--analytics.rate-limit=0",
					"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN,
					"--analytics.history.url=jdbc:duckdb:" + directory.resolve("history.duckdb"),
					"--analytics.history.interval=1s");
	}

	private static JsonNode status(ServiceProcess service) {
		return JsonMapper.shared()
			.readTree(service.as(AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/history").body());
	}

}
