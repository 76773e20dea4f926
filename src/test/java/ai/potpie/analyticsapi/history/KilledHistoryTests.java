package ai.potpie.analyticsapi.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
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

	private static final int KILLS = Integer.getInteger("kills", 3);

	private static final String TOKEN = "pylf_v1_us_test";

	@Test
	void nothingIsMissingAndNothingIsThereTwice(@TempDir Path directory) throws Exception {
		try (LocalLogfire logfire = LocalLogfire.start(new LocalLogfireProperties("127.0.0.1", 0, "", TOKEN, true))) {
			SplittableRandom random = new SplittableRandom(7);
			for (int kill = 0; kill < KILLS; kill++) {
				try (ServiceProcess service = launcher(directory, logfire).start()) {
					Thread.sleep(random.nextInt(1500));
					service.kill();
				}
			}
			try (ServiceProcess service = launcher(directory, logfire).start()) {
				await().atMost(Duration.ofMinutes(3)).until(() -> status(service).path("backfilled").asBoolean());
				assertThat(status(service).get("rows").asLong())
					.isEqualTo(facts(logfire, status(service).get("covered_from").asString()));
			}
		}
	}

	private static ServiceProcess.Launcher launcher(Path directory, LocalLogfire logfire) {
		return ServiceProcess.in(directory)
			.logfire(logfire.baseUrl().toString())
			.with("--logfire.retention-days=90", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN,
					"--analytics.history.url=jdbc:duckdb:" + directory.resolve("history.duckdb"),
					"--analytics.history.interval=1s");
	}

	private static JsonNode status(ServiceProcess service) {
		return JsonMapper.shared()
			.readTree(service.as(AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/history").body());
	}

	private static long facts(LocalLogfire logfire, String from) {
		return new LocalLogfireClient(logfire, TOKEN)
			.rows("SELECT COUNT(*) AS facts FROM records WHERE kind <> 'span_event'"
					+ " AND NOT ((attributes->>'user_id') ~ '^[[:space:]]*$') AND start_timestamp >= TIMESTAMPTZ '"
					+ from + "'")
			.get(0)
			.get("facts")
			.asLong();
	}

}
