package ai.potpie.analyticsapi.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.EventStream.Event;
import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two replicas, of which one after the other is replaced while clients watch: each stream
 * says why it ends, whoever comes back with {@code Last-Event-ID} goes on, and no number
 * is wrong. {@code -Dlive.restarts=20} restarts more often.
 */
class RollingStreamsTests {

	private static final int RESTARTS = Integer.getInteger("live.restarts", 2);

	/** One before each restart, and one at the end. */
	private static final int RUNS = RESTARTS + 1;

	private static final int CLIENTS = 8;

	private static final String PATH = "/api/v1/analytics/user/rolling/live";

	private static final String READ_TOKEN = "pylf_v1_us_test";

	private final LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));

	/** The oldest comes first. */
	private final List<Replica> replicas = new CopyOnWriteArrayList<>();

	/** When the runs ended, each noted before the next is stored. */
	private final List<Instant> runs = new CopyOnWriteArrayList<>();

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	private final AtomicInteger ended = new AtomicInteger();

	@Test
	void streamsGoOnWhileInstancesAreReplaced() throws Exception {
		try (PostgreSql database = PostgreSql.startOrSkip()) {
			replaceInstances(database);
		}
		finally {
			this.logfire.close();
		}
		Files.writeString(Path.of("target", "live-restarts.txt"),
				"%d restarts, %s streams ended, wrong: %s%n".formatted(RESTARTS, this.ended, this.wrong));
		assertThat(this.wrong).isEmpty();
		assertThat(this.ended.get()).as("streams ended").isPositive();
	}

	private void replaceInstances(PostgreSql database) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			this.replicas.add(start(database));
			this.replicas.add(start(database));
			List<Future<?>> watching = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				long seed = i;
				watching.add(clients.submit(() -> watchUntilDone(new Random(seed))));
			}
			for (int i = 0; i < RESTARTS; i++) {
				run();
				this.replicas.add(start(database));
				this.replicas.get(0).stop();
				this.replicas.remove(0);
			}
			run();
			for (Future<?> client : watching) {
				client.get(1, TimeUnit.MINUTES);
			}
		}
		finally {
			clients.shutdownNow();
			this.replicas.forEach(Replica::stop);
		}
	}

	private Replica start(PostgreSql database) {
		return Replica.start("--analytics.drain-period=1s", "--analytics.rate-limit=0",
				"--analytics.live-streams-per-user=1000", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN,
				"--logfire.base-url=" + this.logfire.baseUrl(), "--logfire.read-token=" + READ_TOKEN,
				"--analytics.history.url=" + database.url(), "--analytics.history.user=postgres",
				"--analytics.history.interval=1s", "--analytics.history.share=1");
	}

	private void run() {
		Instant now = Instant.now();
		String id = UUID.randomUUID().toString().replace("-", "");
		this.runs.add(now);
		this.logfire.store(List.of(SpanRecord.builder(id, id.substring(0, 16), "agent_run_usage")
			.time(now.minusSeconds(1), now)
			.attributes(Map.of("user_id", "rolling", "run_id", id, "actual_cost", 0.25))
			.build()));
	}

	/** Watches one stream after the other, until it has seen the last run. */
	private Void watchUntilDone(Random random) {
		Seen seen = new Seen("", 0);
		while (seen.runs < RUNS) {
			List<Replica> running = List.copyOf(this.replicas);
			Replica replica = running.get(random.nextInt(running.size()));
			if (replica.isReady()) {
				try (EventStream stream = EventStream.open(replica.as(AnalyticsApi.ADMIN_TOKEN), PATH, "Last-Event-ID",
						seen.id)) {
					seen = watch(stream, seen);
				}
				catch (AssertionError ex) {
					// It began to stop meanwhile
					assertThat(ex).hasMessageContaining("503");
				}
			}
		}
		return null;
	}

	private Seen watch(EventStream stream, Seen before) {
		Seen seen = before;
		while (seen.runs < RUNS) {
			Event event = stream.next();
			switch (event.name()) {
				case "analytics" -> {
					check(event, seen);
					seen = new Seen(event.id(), LiveTestBase.runs(event));
				}
				case "end" -> {
					check(event.data().equals("{\"reason\":\"shutdown\"}"), event);
					await().until(stream::isOver);
					check(stream.retry() >= 1000 && stream.retry() <= 10_000, event);
					this.ended.incrementAndGet();
					return seen;
				}
				default -> check(event.name().equals("status"), event);
			}
		}
		return seen;
	}

	/** The number is that of all runs up to the moment that the answer names. */
	private void check(Event event, Seen seen) {
		JsonNode body = LiveTestBase.json(event.data());
		Instant asOf = Instant.parse(body.at("/meta/as_of").asString());
		long known = this.runs.stream().filter((end) -> end.isBefore(asOf.minusSeconds(2))).count();
		int shown = LiveTestBase.runs(event);
		check(shown >= known && shown <= this.runs.size(), event);
		check(!event.id().equals(seen.id), event);
	}

	private void check(boolean right, Event event) {
		if (!right) {
			this.wrong.add(event.toString());
		}
	}

	/** What a client knows: the id and the number of runs of its last event. */
	private record Seen(String id, int runs) {
	}

}
