package ai.potpie.analyticsapi.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A history whose service is started again with other settings for spans.
 */
class ChangedRulesTests {

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	private static final String READ_TOKEN = "pylf_v1_us_test";

	private static final String STATUS = "/api/v1/analytics/history";

	private static final String USER = "/api/v1/analytics/user/ann";

	@Test
	void whatLogfireHasIsReadAgainAndAnswersTellOfTheRest(@TempDir Path directory) throws Exception {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN))) {
			store(logfire, 2);
			store(logfire, 20);
			Replica before = start(logfire, file(directory), 30, "project_id");
			await().atMost(A_WHILE).until(() -> projects(before, 25) == 2);
			assertThat(json(before, USER + "?days=25").get("meta").has("other_rules")).isFalse();
			before.stop();
			Replica after = start(logfire, file(directory), 10, "tenant");
			await().atMost(A_WHILE).until(() -> projects(after, 5) == 0);
			assertThat(json(after, USER + "?days=5").get("meta").has("other_rules")).isFalse();
			await().atMost(A_WHILE)
				.until(() -> after.as(AnalyticsApi.ADMIN_TOKEN).get(USER + "?days=25").statusCode() == 200);
			JsonNode older = json(after, USER + "?days=25");
			assertThat(older.at("/meta/source").asString()).isEqualTo("history");
			assertThat(older.at("/meta/other_rules").asBoolean()).isTrue();
			assertThat(older.at("/summary/total_agent_runs").asInt()).isEqualTo(2);
			assertThat(projects(after, 25)).isEqualTo(1);
			after.stop();
		}
	}

	@Test
	void aReplicaThatIsBeingReplacedLeavesTheNewFactsAlone() throws Exception {
		try (PostgreSql server = PostgreSql.startOrSkip();
				LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN))) {
			store(logfire, 2);
			Replica before = start(logfire, server.url(), 30, "project_id");
			Replica after = start(logfire, server.url(), 30, "tenant");
			await().during(Duration.ofSeconds(3))
				.atMost(A_WHILE)
				.until(() -> json(after, STATUS).get("backfilled").asBoolean());
			assertThat(projects(before, 5)).isZero();
			before.stop();
			after.stop();
		}
	}

	/** The number of runs of the project that spans name in one attribute of two. */
	private static int projects(Replica replica, int days) {
		return json(replica, USER + "?project_id=web&days=" + days).at("/summary/total_agent_runs").asInt();
	}

	private static void store(LocalLogfire logfire, int daysAgo) {
		Instant time = LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo).atStartOfDay(ZoneOffset.UTC).toInstant();
		String id = "%016x".formatted(daysAgo);
		logfire.store(List.of(SpanRecord.builder(id + id, id, "agent_run_usage")
			.time(time, time.plusMillis(1))
			.created(time.plusMillis(2))
			.attributes(Map.of("user_id", "ann", "run_id", id, "project_id", "web"))
			.build()));
	}

	private static String file(Path directory) {
		return "jdbc:duckdb:" + directory.resolve("history.duckdb");
	}

	private static Replica start(LocalLogfire logfire, String history, int retention, String projectAttribute) {
		Replica replica = Replica.start("--logfire.base-url=" + logfire.baseUrl(), "--logfire.read-token=" + READ_TOKEN,
				"--logfire.retention-days=" + retention, "--analytics.project-attributes=" + projectAttribute,
				"--analytics.rate-limit=0", "--analytics.drain-period=0s", "--analytics.cache.freshness=1s",
				"--analytics.history.url=" + history, "--analytics.history.user=postgres",
				"--analytics.history.interval=1s", "--analytics.history.share=1",
				"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN);
		await().atMost(A_WHILE).until(() -> json(replica, STATUS).get("backfilled").asBoolean());
		return replica;
	}

	private static JsonNode json(Replica replica, String path) {
		var answer = replica.as(AnalyticsApi.ADMIN_TOKEN).get(path);
		assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
