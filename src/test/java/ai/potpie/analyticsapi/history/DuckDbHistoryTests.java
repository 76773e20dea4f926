package ai.potpie.analyticsapi.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A history in a file of this process.
 */
class DuckDbHistoryTests extends HistoryTwinsTestBase {

	/** More than Logfire returns at once. */
	private static final int CROWD = 12_000;

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	@TempDir
	private static Path directory;

	@Override
	String database() {
		return "jdbc:duckdb:" + directory.resolve("history.duckdb");
	}

	@Test
	void moreFactsOfOneMomentAndTraceThanAQueryReturnsAreAllStored() {
		Instant now = Instant.now();
		this.logfire.store(IntStream.range(0, CROWD).mapToObj((i) -> run(i, now)).toList());
		await().atMost(Duration.ofMinutes(2)).until(() -> runs(this.remembering) == CROWD);
		assertThat(runs(this.forgetful)).isEqualTo(CROWD);
		eachFactIsStoredOnce();
	}

	private static SpanRecord run(int number, Instant now) {
		return SpanRecord.builder(TRACE, Sha256.hex("run " + number).substring(0, 16), "agent_run_usage")
			.time(now.minusSeconds(1), now)
			.attributes(Map.of("user_id", "crowd", "run_id", "run_" + number))
			.build();
	}

	private static int runs(Replica replica) {
		return json(replica, "/api/v1/analytics/user/crowd?days=2").at("/summary/total_agent_runs").asInt();
	}

	@Test
	void parametersAndOthersTokensAreRefused() {
		AnalyticsApi api = this.remembering.as(AnalyticsApi.ADMIN_TOKEN);
		var refused = api.get("/api/v1/analytics/history?days=1");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("is not a parameter here. There are none");
		assertThat(api.as("nonsense").get("/api/v1/analytics/history").statusCode()).isEqualTo(401);
	}

	@Test
	void withoutAHistoryItsStatusIsA404ThatNamesTheSetting() {
		var answer = this.forgetful.as(AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/history");
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("ANALYTICS_HISTORY_URL");
	}

}
