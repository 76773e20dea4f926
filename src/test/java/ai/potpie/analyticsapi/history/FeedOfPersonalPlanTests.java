package ai.potpie.analyticsapi.history;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import com.sun.net.httpserver.HttpExchange;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A plan of 5 calls a minute and 100 an hour, in which an hour is 12 seconds.
 */
class FeedOfPersonalPlanTests {

	private static final Duration MINUTE = Duration.ofMillis(200);

	private static final Duration HOUR = Duration.ofSeconds(12);

	/** With the feed's share, 30 an hour, that is almost all that the plan allows. */
	private static final Duration BETWEEN_DASHBOARDS = HOUR.dividedBy(68);

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

	private static final int DAYS = 30;

	private static final int USERS = 20;

	/** So many facts that one query reads two days of them. */
	private static final int RUNS_OF_A_DAY = 65 * USERS;

	/** Their clocks are not ours, so they may count a call earlier than we do. */
	private final Bucket plan = bucket(5 + 1, 100 + 1);

	private final Bucket share = bucket(1 + 1, 30 + 1);

	private final AtomicInteger beyondShare = new AtomicInteger();

	private static Bucket bucket(int ofMinute, int ofHour) {
		return Bucket.builder()
			.addLimit(Bandwidth.builder().capacity(ofMinute).refillGreedy(ofMinute - 1, MINUTE).build())
			.addLimit(Bandwidth.builder().capacity(ofHour).refillGreedy(ofHour - 1, HOUR).build())
			.build();
	}

	@Test
	void thirtyDaysAreReadBesideDashboardsThatAreNotRefused() throws Exception {
		try (LocalLogfire unlimited = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
				LogfireSwitch logfire = new LogfireSwitch(unlimited.baseUrl());
				RememberingReplica forgetful = RememberingReplica.start(Clock.systemUTC(), unlimited.baseUrl())) {
			IntStream.range(1, DAYS).forEach((day) -> unlimited.store(runs(day)));
			logfire.limitTo(this::isAllowed);
			try (RememberingReplica service = start(Clock.systemUTC(), logfire, "jdbc:duckdb:")) {
				List<String> sources = lookAtDashboards(service);
				int ofFeed = service.status().get("logfire_calls").asInt();
				assertThat(sources).startsWith("logfire", "logfire", "logfire").endsWith("history");
				assertThat(logfire.refused()).isZero();
				assertThat(this.beyondShare).hasValue(0);
				assertThat(ofFeed).isGreaterThan(20);
				assertThat(service.status().get("rows").asLong())
					.isEqualTo(FactsInLogfire.count(Instant.EPOCH, unlimited));
				for (int user = 0; user < 3; user++) {
					assertThat(service.answer(dashboard(user), "history"))
						.isEqualTo(forgetful.answer(dashboard(user), "logfire"));
				}
			}
		}
	}

	@Test
	void hoursThatDifferAreReadAgain(@TempDir Path directory) throws Exception {
		String history = "jdbc:duckdb:" + directory.resolve("history.duckdb");
		try (LocalLogfire unlimited = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
				LogfireSwitch logfire = new LogfireSwitch(unlimited.baseUrl())) {
			List<SpanRecord> yesterday = runs(1);
			unlimited.store(yesterday.subList(0, 5));
			try (RememberingReplica service = start(Clock.systemUTC(), logfire, history)) {
				service.awaitAll(Instant.now());
			}
			unlimited.store(yesterday.subList(5, 200));
			logfire.limitTo(this::isAllowed);
			Clock dayAfterTomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
			try (RememberingReplica service = start(dayAfterTomorrow, logfire, history)) {
				service.awaitReconciled(TODAY.atStartOfDay(ZoneOffset.UTC).toInstant());
				assertThat(service.status().get("rows").asInt()).isEqualTo(200);
				assertThat(logfire.refused()).isZero();
				assertThat(this.beyondShare).hasValue(0);
			}
		}
	}

	private static RememberingReplica start(Clock clock, LogfireSwitch logfire, String history) {
		return RememberingReplica.start(clock, URI.create(logfire.url()),
				"--logfire.rate-limit=5/%dms,100/%dms".formatted(MINUTE.toMillis(), HOUR.toMillis()),
				"--analytics.history.url=" + history);
	}

	/** Asks for one after the other until all days are read; returns what answered. */
	private static List<String> lookAtDashboards(RememberingReplica service) throws InterruptedException {
		List<String> sources = new ArrayList<>();
		long start = System.nanoTime();
		while (!service.status().get("backfilled").asBoolean() || !sources.get(sources.size() - 1).equals("history")) {
			assertThat(System.nanoTime() - start).isLessThan(A_WHILE.toNanos());
			var answer = service.replica()
				.as(AnalyticsApi.ADMIN_TOKEN)
				.get("/api/v1/analytics/" + dashboard(sources.size()));
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			JsonNode json = JsonMapper.shared().readTree(answer.body());
			assertThat(json.at("/summary/total_agent_runs").asInt()).isEqualTo((DAYS - 1) * RUNS_OF_A_DAY / USERS);
			sources.add(json.at("/meta/source").asString());
			long next = start + BETWEEN_DASHBOARDS.multipliedBy(sources.size()).toNanos();
			Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())).toMillis());
		}
		return sources;
	}

	private static String dashboard(int number) {
		return "user/user_%d?start_date=%s&end_date=%s".formatted(number % USERS, TODAY.minusDays(DAYS - 1),
				TODAY.minusDays(1));
	}

	/** Only the feed streams. */
	private boolean isAllowed(HttpExchange query) {
		if (query.getRequestHeaders().getFirst("Accept").contains("ndjson") && !this.share.tryConsume(1)) {
			this.beyondShare.incrementAndGet();
		}
		return this.plan.tryConsume(1);
	}

	private static List<SpanRecord> runs(int daysAgo) {
		Instant day = TODAY.minusDays(daysAgo).atStartOfDay(ZoneOffset.UTC).toInstant();
		return IntStream.range(0, RUNS_OF_A_DAY).mapToObj((run) -> {
			Instant start = day.plusSeconds(60L * run);
			return SpanRecord
				.builder("%032x".formatted(start.toEpochMilli()), "%016x".formatted(run + 1), "agent_run_usage")
				.time(start, start.plusMillis(1))
				.created(start.plusMillis(2))
				.attributes(Map.of("user_id", "user_" + run % USERS, "run_id", "run " + start, "actual_cost",
						0.25 + run % USERS))
				.build();
		}).toList();
	}

}
