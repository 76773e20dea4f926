package ai.potpie.analyticsapi.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that is killed while it deletes redundant facts from a DuckDB goes on where
 * it was, and no answer changes.
 */
class KilledCompactionTests {

	private static final int KILLS = Integer.getInteger("kills", 1);

	private static final int DAYS = 14;

	private static final Duration A_WHILE = Duration.ofMinutes(2);

	private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);

	private static final Instant LAST = TODAY.minus(Duration.ofDays(3));

	private static final List<String> USERS = List.of("user_123", "user_124", "user_130");

	private static final List<String> QUESTIONS = List.of("?", "?cost=estimated&", "/usage?group_by=agent_id&",
			"/runs?limit=100&", "/conversations?limit=100&");

	@Test
	void noAnswerChanges(@TempDir Path directory) throws Exception {
		try (LocalLogfire logfire = LocalLogfire
			.start(new LocalLogfireProperties("127.0.0.1", 0, "", FactsInLogfire.READ_TOKEN, true, false, false));
				RememberingReplica neverKilled = RememberingReplica.start(Clock.systemUTC(), logfire.baseUrl(),
						"--logfire.retention-days=" + DAYS, "--analytics.history.url=jdbc:duckdb:")) {
			String history = "jdbc:duckdb:" + directory.resolve("history.duckdb");
			ServiceProcess.Launcher launcher = launcher(history, directory, logfire);
			SplittableRandom random = new SplittableRandom(7);
			for (int kill = 0; kill < KILLS; kill++) {
				if (kill > 0) {
					fillAgain(history);
				}
				killInStep(launcher, random);
			}
			neverKilled.awaitCompacted(LAST);
			try (ServiceProcess service = launcher.start()) {
				await().atMost(A_WHILE).until(() -> isCompacted(service));
				assertThat(json(service, "history").get("rows")).isEqualTo(neverKilled.status().get("rows"));
				for (String user : USERS) {
					QUESTIONS.forEach((question) -> {
						String path = "user/" + user + question + days();
						assertThat(answer(service, path)).as(path).isEqualTo(neverKilled.answer(path, "history"));
					});
				}
			}
		}
	}

	/** What a step has deleted is logged just before it is committed. */
	private static void killInStep(ServiceProcess.Launcher launcher, SplittableRandom random) throws Exception {
		try (ServiceProcess service = launcher.launch()) {
			await().atMost(A_WHILE)
				.pollInterval(Duration.ofMillis(2))
				.until(() -> service.log().contains("were redundant"));
			Thread.sleep(random.nextInt(5));
			service.kill();
			service.exitValue();
		}
	}

	/** Then there is something to delete again. */
	private static void fillAgain(String history) throws SQLException {
		try (Connection connection = DriverManager.getConnection(history);
				Statement statement = connection.createStatement()) {
			statement.execute("DELETE FROM covered");
		}
	}

	/** Most of them are compacted. */
	private static String days() {
		LocalDate today = LocalDate.ofInstant(TODAY, ZoneOffset.UTC);
		return "timezone=Asia/Kathmandu&start_date=%s&end_date=%s".formatted(today.minusDays(DAYS - 2),
				today.minusDays(2));
	}

	private static boolean isCompacted(ServiceProcess service) {
		JsonNode through = json(service, "history").get("compacted_through");
		return !through.isNull() && !Instant.parse(through.asString()).isBefore(LAST);
	}

	private static String answer(ServiceProcess service, String path) {
		JsonNode answer = json(service, path);
		assertThat(answer.at("/meta/source").asString()).as(path).isEqualTo("history");
		return HistoryTwinsTestBase.withoutMeta(answer).toString();
	}

	private static JsonNode json(ServiceProcess service, String path) {
		var answer = service.as(AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/" + path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private static ServiceProcess.Launcher launcher(String history, Path directory, LocalLogfire logfire) {
		return ServiceProcess.in(directory)
			.logfire(logfire.baseUrl().toString())
			.with("--analytics.rate-limit=0", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN,
					"--logfire.retention-days=" + DAYS, "--analytics.history.url=" + history,
					"--analytics.history.interval=1s",
					"--logging.level.ai.potpie.analyticsapi.history.Compaction=debug");
	}

}
