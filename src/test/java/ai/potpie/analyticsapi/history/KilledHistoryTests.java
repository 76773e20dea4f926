package ai.potpie.analyticsapi.history;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.List;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.PostgreSql;
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

	private static final Duration A_WHILE = Duration.ofMinutes(3);

	/** A user whose facts are not to come back. */
	private static final String ERASED = "user_129";

	/** Nothing listens there. */
	private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

	@Test
	void nothingIsMissingInDuckDbAndNothingIsThereTwice(@TempDir Path directory) throws Exception {
		survives("jdbc:duckdb:" + directory.resolve("history.duckdb"), directory);
	}

	@Test
	void nothingIsMissingInPostgreSqlAndNothingIsThereTwice(@TempDir Path directory) throws Exception {
		try (PostgreSql server = PostgreSql.startOrSkip()) {
			survives(server.url(), directory);
		}
	}

	private static void survives(String history, Path directory) throws Exception {
		try (LocalLogfire logfire = LocalLogfire
			.start(new LocalLogfireProperties("127.0.0.1", 0, "", FactsInLogfire.READ_TOKEN, true, false, false));
				LogfireSwitch between = new LogfireSwitch(logfire.baseUrl())) {
			ServiceProcess.Launcher launcher = launcher(history, directory, between);
			// Fills its history while the other is killed
			try (ServiceProcess neverKilled = launcher("jdbc:duckdb:", directory, between).start()) {
				killAgainAndAgain(launcher, history);
				try (ServiceProcess service = launcher.start()) {
					for (ServiceProcess each : List.of(service, neverKilled)) {
						await().atMost(A_WHILE).until(() -> status(each).get("backfilled").asBoolean());
						eraseAndRefill(each);
					}
					for (ServiceProcess each : List.of(service, neverKilled)) {
						await().atMost(A_WHILE).until(() -> isCompacted(status(each)));
					}
					assertThat(status(service).get("rows")).isEqualTo(status(neverKilled).get("rows"));
					answersWithoutLogfire(service, between);
				}
			}
		}
	}

	private static void killAgainAndAgain(ServiceProcess.Launcher launcher, String history) throws Exception {
		SplittableRandom random = new SplittableRandom(7);
		for (int kill = 1; kill <= KILLS; kill++) {
			try (ServiceProcess service = launcher.start()) {
				CompletableFuture<?> changes = CompletableFuture.runAsync(() -> eraseAndRefill(service));
				Thread.sleep(random.nextInt(1500));
				service.kill();
				changes.exceptionally((ex) -> null).join();
			}
			makeWork(history, kill);
		}
	}

	private static void eraseAndRefill(ServiceProcess service) {
		AnalyticsApi api = service.as(AnalyticsApi.ADMIN_TOKEN);
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		api.send("DELETE", "/api/v1/analytics/user/" + ERASED + "/history", BodyHandlers.ofString());
		api.send("POST", "/api/v1/analytics/history/refill?start_date=%s&end_date=%s".formatted(today.minusDays(20),
				today.minusDays(3)), BodyHandlers.ofString());
	}

	/** Has it fill everything again, or compare days of which it has lost an hour. */
	private static void makeWork(String history, int kill) throws SQLException {
		try (Connection connection = DriverManager.getConnection(history, "postgres", null);
				Statement statement = connection.createStatement()) {
			if (!connection.getMetaData().getTables(null, null, "feed", null).next()) {
				return;
			}
			if (kill % 3 == 1) {
				statement.execute("DELETE FROM covered");
			}
			else if (kill % 3 == 2) {
				statement.execute("UPDATE feed SET reconciled_through = reconciled_through - INTERVAL '3 days'");
				statement.execute("""
						DELETE FROM fact
						WHERE start_timestamp >= (SELECT reconciled_through + INTERVAL '30 hours' FROM feed)
							AND start_timestamp < (SELECT reconciled_through + INTERVAL '31 hours' FROM feed)
						""");
			}
		}
	}

	private static boolean isCompacted(JsonNode status) {
		Instant through = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3));
		return status.get("refill").isNull()
				&& !Instant.parse(status.get("compacted_through").asString("1970-01-01T00:00:00Z")).isBefore(through);
	}

	private static void answersWithoutLogfire(ServiceProcess service, LogfireSwitch logfire) {
		logfire.askFromNowOn(NOWHERE);
		for (String user : List.of("user_123", "user_124", "user_130")) {
			var answer = service.as(AnalyticsApi.ADMIN_TOKEN).user(user + "?days=40&timezone=Asia/Kathmandu");
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).contains("\"source\":\"history\"");
		}
	}

	private static ServiceProcess.Launcher launcher(String history, Path directory, LogfireSwitch logfire) {
		return ServiceProcess.in(directory)
			.logfire(logfire.url())
			.with("--logfire.retention-days=45", "--analytics.rate-limit=0",
					"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN, "--analytics.history.url=" + history,
					"--analytics.history.user=postgres", "--analytics.history.interval=1s",
					"--analytics.history.share=1");
	}

	private static JsonNode status(ServiceProcess service) {
		return JsonMapper.shared()
			.readTree(service.as(AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/history").body());
	}

}
