package ai.potpie.analyticsapi.history;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.DocumentSchemas;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A history of few facts, whose past changes: users are erased, days are read again, and
 * old days are deleted.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PastTestBase {

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	private static final String READ_TOKEN = "pylf_v1_us_test";

	private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

	private LocalLogfire logfire;

	private String database;

	private Replica replica;

	private AnalyticsApi api;

	private int number;

	/** The value of {@code ANALYTICS_HISTORY_URL}. */
	abstract String database() throws Exception;

	@BeforeAll
	void start() throws Exception {
		this.logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));
		for (int day = 0; day < 40; day++) {
			store("ann", day, 1);
			store("bob", day, 2);
		}
		this.database = database();
		this.replica = replica(this.database);
		this.api = this.replica.as(AnalyticsApi.ADMIN_TOKEN);
		await().atMost(A_WHILE).until(() -> status().get("backfilled").asBoolean());
		await().atMost(A_WHILE).until(() -> !status().get("reconciled_through").isNull());
	}

	private Replica replica(String database) {
		return Replica.start("--logfire.base-url=" + this.logfire.baseUrl(), "--logfire.read-token=" + READ_TOKEN,
				"--logfire.retention-days=30", "--analytics.rate-limit=0", "--analytics.history.retention=20d",
				"--analytics.history.url=" + database, "--analytics.history.user=postgres",
				"--analytics.history.interval=1s", "--analytics.history.share=1", "--analytics.cache.freshness=1s",
				"--analytics.docs=true",
				"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN + ",ann=" + AnalyticsApi.USER_TOKEN);
	}

	@AfterAll
	void stop() throws Exception {
		this.replica.stop();
		this.logfire.close();
	}

	@Test
	void anErasedUserIsGoneAndStaysGone() {
		store("carl", 3, 5);
		store("carl", 2, 5);
		refill(TODAY.minusDays(4), TODAY);
		await().atMost(A_WHILE).until(() -> cost("carl") == 10);
		double all = everyonesCost();
		assertThat(erase("carl", AnalyticsApi.ADMIN_TOKEN).statusCode()).isEqualTo(204);
		assertThat(cost("carl")).isZero();
		assertThat(everyonesCost()).isEqualTo(all - 10);
		assertThat(json("/api/v1/analytics/user/carl/runs?days=15").get("runs")).isEmpty();
		assertThat(json("/api/v1/analytics/user/carl/history?days=15").at("/totals/total_agent_runs").asInt()).isZero();
		refill(TODAY.minusDays(15), TODAY);
		assertThat(cost("carl")).isZero();
		assertThat(everyonesCost()).isEqualTo(all - 10);
		assertThat(erase("carl", AnalyticsApi.ADMIN_TOKEN).statusCode()).isEqualTo(204);
		assertThat(erase("nobody", AnalyticsApi.ADMIN_TOKEN).statusCode()).isEqualTo(204);
	}

	@Test
	void whatAnErasedUserDoesAfterwardsCounts() {
		store("dora", 1, 5);
		assertThat(erase("dora", AnalyticsApi.ADMIN_TOKEN).statusCode()).isEqualTo(204);
		Instant now = Instant.now();
		store("dora", now, now, 7);
		await().atMost(A_WHILE)
			.until(() -> json("/api/v1/analytics/user/dora?days=3").at("/summary/total_cost").asDouble() == 7);
	}

	@Test
	void onlyTokensForEveryoneErase() {
		assertThat(erase("ann", AnalyticsApi.USER_TOKEN).statusCode()).isEqualTo(403);
		assertThat(this.api.as(AnalyticsApi.USER_TOKEN)
			.send("POST", refillPath(TODAY, TODAY), BodyHandlers.ofString())
			.statusCode()).isEqualTo(403);
		assertThat(cost("ann")).isPositive();
	}

	@Test
	void anotherReplicaForgetsAnErasedUserToo() {
		assumeTrue(this.database.startsWith("jdbc:postgresql:"), "needs replicas that share a history");
		Replica other = replica(this.database);
		try {
			store("eve", 3, 5);
			refill(TODAY.minusDays(3), TODAY.minusDays(3));
			await().atMost(A_WHILE).until(() -> cost(other, "eve") == 5);
			assertThat(erase("eve", AnalyticsApi.ADMIN_TOKEN).statusCode()).isEqualTo(204);
			await().atMost(A_WHILE).until(() -> cost(other, "eve") == 0);
		}
		finally {
			other.stop();
		}
	}

	@Test
	void aSpanThatIsDaysLateIsReadAgainOnRequest() {
		assertThat(cost("late")).isZero();
		store("late", 3, 4);
		refill(TODAY.minusDays(3), TODAY.minusDays(3));
		assertThat(cost("late")).isEqualTo(4);
		assertThat(bucket("late", TODAY.minusDays(3)).get("total_cost").asDouble()).isEqualTo(4);
	}

	@Test
	void oneRefillRunsAtATime() {
		List<Integer> statuses = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			statuses.add(this.api.send("POST", refillPath(TODAY.minusDays(15), TODAY), BodyHandlers.ofString())
				.statusCode());
		}
		assertThat(statuses).contains(202).isSubsetOf(202, 409);
		await().atMost(A_WHILE).until(() -> status().get("refill").isNull());
	}

	@Test
	void daysThatCannotBeReadAgainAreRefused() {
		assertThat(errors(refillPath(TODAY.minusDays(30), TODAY)))
			.contains("must not be before " + TODAY.minusDays(29) + ": Logfire keeps 30 days");
		assertThat(errors(refillPath(TODAY, TODAY.plusDays(2)))).contains("must not be in the future");
		assertThat(errors("/api/v1/analytics/history/refill")).contains("start_date", "end_date", "is required");
	}

	@Test
	void daysBeyondTheRetentionAreDeletedAndSaySo() {
		await().atMost(A_WHILE)
			.until(() -> !Instant.parse(status().get("covered_from").asString())
				.isBefore(TODAY.minusDays(20).atStartOfDay(ZoneOffset.UTC).toInstant()));
		JsonNode history = json("/api/v1/analytics/user/ann/history?granularity=day&days=30");
		assertThat(history.at("/totals/is_lower_bound").asBoolean()).isTrue();
		JsonNode missing = history.get("buckets").get(0);
		assertThat(missing.get("state").asString()).isEqualTo("missing");
		assertThat(missing.get("total_cost").isNull()).isTrue();
		assertThat(missing.has("duration_ms")).isTrue();
		assertThat(states(history)).startsWith("missing").endsWith("settling", "open").contains("final");
	}

	@Test
	void daysThatNobodyHasAreRefused() {
		var refused = this.api.get("/api/v1/analytics/user/ann?days=60");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body())
			.contains("must not go back before " + TODAY.minusDays(29) + ", the first day with data");
	}

	@Test
	void bucketsThatNoLongerChangeAreKeptUntilTheyDo() {
		String path = "/api/v1/analytics/user/bob/history?granularity=day&days=";
		json(path + 10);
		await().atMost(A_WHILE).until(() -> status().get("rollups").asInt() >= 7);
		assertThat(json(path + 9).at("/buckets/3/total_cost").asDouble()).isEqualTo(2);
		store("bob", TODAY.minusDays(5).atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.now(), 3);
		refill(TODAY.minusDays(5), TODAY.minusDays(5));
		assertThat(json(path + 9).at("/buckets/3/total_cost").asDouble()).isEqualTo(5);
	}

	@Test
	void answersAreAsDocumented() {
		JsonNode document = json("/v3/api-docs");
		DocumentSchemas schemas = new DocumentSchemas(document);
		for (String path : List.of("/user/{user_id}/history", "/history")) {
			JsonNode schema = document.path("paths")
				.path("/api/v1/analytics" + path)
				.at("/get/responses/200/content/application~1json/schema");
			for (String query : List.of("", "?days=30&granularity=day", "?cost=estimated&granularity=year")) {
				if (query.isEmpty() || path.contains("user")) {
					assertThat(schemas.errors(schema,
							json("/api/v1/analytics" + path.replace("{user_id}", "ann") + query)))
						.isEmpty();
				}
			}
		}
		assertThat(document.at("/paths/~1api~1v1~1analytics~1users/get/parameters")
			.valueStream()
			.filter((parameter) -> parameter.get("name").asString().equals("days"))
			.map((parameter) -> parameter.at("/schema/maximum").asInt())).containsExactly(1100);
	}

	private List<String> states(JsonNode history) {
		return StreamSupport.stream(history.get("buckets").spliterator(), false)
			.map((bucket) -> bucket.get("state").asString())
			.toList();
	}

	private JsonNode bucket(String user, LocalDate day) {
		return json(
				"/api/v1/analytics/user/%s/history?granularity=day&start_date=%s&end_date=%s".formatted(user, day, day))
			.at("/buckets/0");
	}

	private double cost(String user) {
		return cost(this.replica, user);
	}

	// Of days that are settled, so that the answer is stored for an hour
	private static double cost(Replica replica, String user) {
		String days = "start_date=%s&end_date=%s".formatted(TODAY.minusDays(15), TODAY.minusDays(2));
		return json(replica, "/api/v1/analytics/user/" + user + "?" + days).at("/summary/total_cost").asDouble();
	}

	private double everyonesCost() {
		return json("/api/v1/analytics/users?days=15").at("/totals/total_cost").asDouble();
	}

	private HttpResponse<String> erase(String user, String token) {
		return this.api.as(token)
			.send("DELETE", "/api/v1/analytics/user/%s/history".formatted(user), BodyHandlers.ofString());
	}

	private void refill(LocalDate first, LocalDate last) {
		await().atMost(A_WHILE)
			.until(() -> this.api.send("POST", refillPath(first, last), BodyHandlers.ofString()).statusCode() == 202);
		await().atMost(A_WHILE).until(() -> status().get("refill").isNull());
	}

	private static String refillPath(LocalDate first, LocalDate last) {
		return "/api/v1/analytics/history/refill?start_date=%s&end_date=%s".formatted(first, last);
	}

	private String errors(String path) {
		var refused = this.api.send("POST", path, BodyHandlers.ofString());
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		return refused.body();
	}

	private JsonNode status() {
		return json("/api/v1/analytics/history");
	}

	private JsonNode json(String path) {
		return json(this.replica, path);
	}

	private static JsonNode json(Replica replica, String path) {
		var answer = replica.as(AnalyticsApi.ADMIN_TOKEN).get(path);
		assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	/** Stores a run some days ago, as Logfire had it then. */
	private void store(String user, int daysAgo, double cost) {
		Instant time = TODAY.minusDays(daysAgo).atStartOfDay(ZoneOffset.UTC).toInstant();
		store(user, time, time, cost);
	}

	private void store(String user, Instant time, Instant created, double cost) {
		String id = "%016x".formatted(++this.number);
		Map<String, Object> attributes = new LinkedHashMap<>(Map.of("user_id", user, "run_id", "run " + id));
		attributes.put("actual_cost", cost);
		this.logfire.store(List.of(SpanRecord.builder(id + id, id, "agent_run_usage")
			.time(time, time.plusMillis(1))
			.created(created)
			.attributes(attributes)
			.build()));
	}

}
