package ai.potpie.analyticsapi.history;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many users' dashboards cost Logfire nothing, and it may be dead for an hour.
 */
class DeadLogfireTests {

	private static final int USERS = Integer.getInteger("dashboards", 100);

	private static final Instant NOW = Instant.parse("2026-04-12T15:20:00Z");

	private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

	private final MovableClock clock = new MovableClock(NOW);

	@Test
	void everyDashboardIsAnsweredAndSaysHowOldItIs() throws Exception {
		try (LocalLogfire alive = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
				LogfireSwitch logfire = new LogfireSwitch(alive.baseUrl())) {
			alive.store(IntStream.range(0, USERS).mapToObj(DeadLogfireTests::run).toList());
			try (RememberingReplica service = RememberingReplica.start(this.clock, URI.create(logfire.url()),
					"--logfire.retention-days=90", "--analytics.history.url=jdbc:duckdb:")) {
				service.awaitAll(NOW);
				int queries = logfire.queries();
				IntStream.range(0, USERS)
					.forEach((user) -> assertThat(dashboard(service, user)).isEqualTo("fwd=miss; stored"));
				assertThat(logfire.queries()).isEqualTo(queries);
				logfire.askFromNowOn(NOWHERE);
				for (int minute = 3; minute < 60; minute += 7) {
					this.clock.goOn(Duration.ofMinutes(minute).minus(Duration.between(NOW, this.clock.instant())));
					for (int user = 0; user < 5; user++) {
						assertThat(dashboard(service, user)).as("after %d minutes", minute)
							.isEqualTo("fwd=miss; stored; ttl=-%d; detail=stale".formatted(60 * minute - 60));
					}
				}
			}
		}
	}

	/** Returns what its answer says of its age. */
	private static String dashboard(RememberingReplica service, int user) {
		HttpResponse<String> answer = service.replica()
			.as(AnalyticsApi.ADMIN_TOKEN)
			.user("user_%d?days=90".formatted(user));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains("\"source\":\"history\"", "\"as_of\":\"2026-04-12T15:20:00Z\"",
				"\"total_agent_runs\":1");
		return answer.headers().firstValue("Cache-Status").orElseThrow().replace("analytics-api; ", "");
	}

	private static SpanRecord run(int user) {
		String id = Sha256.hex("user " + user);
		Instant start = NOW.minus(Duration.ofMinutes(1000 + 90 * (user % 1000)));
		return SpanRecord.builder(id.substring(0, 32), id.substring(32, 48), "agent_run_usage")
			.time(start, start.plusSeconds(1))
			.created(start.plusSeconds(2))
			.attributes(Map.of("user_id", "user_" + user, "run_id", "run " + user, "actual_cost", 0.25))
			.build();
	}

}
