package ai.potpie.analyticsapi.history;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.MovableClock;
import ai.potpie.analyticsapi.testing.PostgreSql;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand users look at 90 days, each for the first time: Logfire is not asked, and
 * each sees what is their own.
 */
class ManyDashboardsTests {

	private static final int USERS = Integer.getInteger("dashboards", 1000);

	private static final Instant NOW = Instant.parse("2026-04-12T15:20:00Z");

	@Test
	void theyCostLogfireNothing() throws Exception {
		try (PostgreSql server = PostgreSql.startOrSkip();
				LocalLogfire spans = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
				LogfireSwitch logfire = new LogfireSwitch(spans.baseUrl())) {
			spans.store(IntStream.range(0, USERS).boxed().flatMap(ManyDashboardsTests::runsOf).toList());
			try (RememberingReplica service = RememberingReplica.start(new MovableClock(NOW), URI.create(logfire.url()),
					"--logfire.retention-days=90", "--analytics.history.url=" + server.url())) {
				service.awaitAll(NOW);
				int queries = logfire.queries();
				IntStream.range(0, USERS).parallel().forEach((user) -> assertOwnNumbers(service, user));
				assertThat(logfire.queries()).isEqualTo(queries);
			}
		}
	}

	private static void assertOwnNumbers(RememberingReplica service, int user) {
		HttpResponse<String> answer = service.replica()
			.as(AnalyticsApi.ADMIN_TOKEN)
			.user("user_%d?days=90".formatted(user));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode json = JsonMapper.shared().readTree(answer.body());
		assertThat(json.get("user_id").asString()).isEqualTo("user_" + user);
		assertThat(json.at("/meta/source").asString()).isEqualTo("history");
		assertThat(json.at("/summary/total_agent_runs").asInt()).isEqualTo(runs(user));
		assertThat(json.at("/summary/total_cost").decimalValue())
			.isEqualByComparingTo(cost(user).multiply(BigDecimal.valueOf(runs(user))));
	}

	private static int runs(int user) {
		return 1 + user % 3;
	}

	/** What each run of a user costs, and no run of others. */
	private static BigDecimal cost(int user) {
		return new BigDecimal(user + 1).movePointLeft(3);
	}

	private static Stream<SpanRecord> runsOf(int user) {
		return IntStream.range(0, runs(user)).mapToObj((run) -> {
			String id = Sha256.hex("user " + user + " run " + run);
			// Some time in 88 days
			Instant start = NOW.minus(Duration.ofMinutes(128L * ((user + 333 * run) % 1000)));
			return SpanRecord.builder(id.substring(0, 32), id.substring(32, 48), "agent_run_usage")
				.time(start.minusSeconds(2), start.minusSeconds(1))
				.created(start)
				.attributes(Map.of("user_id", "user_" + user, "run_id", "run " + id, "actual_cost", cost(user)))
				.build();
		});
	}

}
