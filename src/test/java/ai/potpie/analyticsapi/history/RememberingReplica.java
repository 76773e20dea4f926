package ai.potpie.analyticsapi.history;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.Replica;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A replica at a time of the test, without a cache, with or without a history.
 */
record RememberingReplica(Replica replica) implements AutoCloseable {

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	static RememberingReplica start(Clock clock, URI logfire, String... more) {
		return new RememberingReplica(Replica.startAt(clock, Stream.concat(
				Stream.of("--logfire.base-url=" + logfire, "--logfire.read-token=" + FactsInLogfire.READ_TOKEN,
						"--analytics.rate-limit=0", "--analytics.cache.size=0", "--analytics.history.interval=20ms",
						"--analytics.history.user=postgres", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN),
				Stream.of(more))
			.toArray(String[]::new)));
	}

	JsonNode status() {
		return json("/api/v1/analytics/history");
	}

	/** An answer without what says where it is from and how far that goes. */
	String answer(String path, String source) {
		ObjectNode answer = (ObjectNode) json("/api/v1/analytics/" + path);
		assertThat(answer.at("/meta/source").asString()).as(path).isEqualTo(source);
		answer.remove(List.of("meta", "coverage"));
		return answer.toString();
	}

	private JsonNode json(String path) {
		var answer = this.replica.as(AnalyticsApi.ADMIN_TOKEN).get(path);
		assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	/** Waits until it has read all that Logfire had at a moment. */
	void awaitAll(Instant asOf) {
		Awaitility.await().atMost(A_WHILE).until(() -> {
			JsonNode status = status();
			return status.get("backfilled").asBoolean()
					&& !Instant.parse(status.get("as_of").asString()).isBefore(asOf);
		});
	}

	/** Waits until days were compared with Logfire up to a moment. */
	void awaitReconciled(Instant through) {
		await("reconciled_through", through);
	}

	/** Waits until redundant facts of days are deleted up to a moment. */
	void awaitCompacted(Instant through) {
		await("compacted_through", through);
	}

	private void await(String progress, Instant through) {
		Awaitility.await()
			.atMost(A_WHILE)
			.until(() -> !Instant.parse(status().get(progress).asString("1970-01-01T00:00:00Z")).isBefore(through));
	}

	@Override
	public void close() {
		this.replica.stop();
	}

}
