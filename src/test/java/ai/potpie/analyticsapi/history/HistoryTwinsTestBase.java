package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.Replica;
import ai.potpie.analyticsapi.testing.SummaryPeriods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of the service on one local Logfire, of which one has a history: both
 * give the same answers.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class HistoryTwinsTestBase {

	private static final int BATCH = 25;

	private static final int BATCHES = Math.max(3, Integer.getInteger("twins.questions", 0) / BATCH);

	private static final List<String> ZONES = List.of("UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu",
			"Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia");

	private static final List<String> USERS = List.of("user_123", "user_124", "user_130", "user_150", "nobody");

	private static final Duration A_WHILE = Duration.ofMinutes(3);

	LocalLogfire logfire;

	private String database;

	Replica remembering;

	Replica forgetful;

	/** The value of {@code ANALYTICS_HISTORY_URL}. */
	abstract String database() throws Exception;

	@BeforeAll
	void start() throws Exception {
		this.logfire = LocalLogfire
			.start(new LocalLogfireProperties("127.0.0.1", 0, "", FactsInLogfire.READ_TOKEN, true, false, false));
		this.forgetful = replica();
		this.database = database();
		this.remembering = replica(history());
		await().atMost(A_WHILE).until(() -> isCompacted(status()));
	}

	/** Then what most questions are about is. */
	private static boolean isCompacted(JsonNode status) {
		Instant through = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3));
		return !Instant.parse(status.get("compacted_through").asString("1970-01-01T00:00:00Z")).isBefore(through);
	}

	@AfterAll
	void stop() throws Exception {
		this.remembering.stop();
		this.forgetful.stop();
		this.logfire.close();
	}

	Replica replica(String... more) {
		return Replica.start(Stream.concat(
				Stream.of("--logfire.base-url=" + this.logfire.baseUrl(),
						"--logfire.read-token=" + FactsInLogfire.READ_TOKEN, "--logfire.retention-days=90",
						"--analytics.rate-limit=0", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN),
				Stream.of(more))
			.toArray(String[]::new));
	}

	String[] history() {
		return new String[] { "--analytics.history.url=" + this.database, "--analytics.history.user=postgres",
				"--analytics.history.interval=1s", "--analytics.cache.freshness=1s", "--analytics.history.share=1" };
	}

	JsonNode status() {
		return json(this.remembering, "/api/v1/analytics/history");
	}

	static JsonNode json(Replica replica, String path) {
		var answer = replica.as(AnalyticsApi.ADMIN_TOKEN).get(path);
		assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	@ParameterizedTest
	@MethodSource("batches")
	void bothAnswerTheSame(int batch) {
		SplittableRandom random = new SplittableRandom(batch);
		for (int i = 0; i < BATCH; i++) {
			String path = question(random);
			JsonNode stored = json(this.remembering, path);
			assertThat(stored.at("/meta/source").asString()).as(path).isEqualTo("history");
			assertThat(withoutMeta(stored)).as(path).isEqualTo(withoutMeta(json(this.forgetful, path)));
		}
	}

	static IntStream batches() {
		return IntStream.range(0, BATCHES);
	}

	@ParameterizedTest
	@MethodSource("batches")
	void eachBucketIsTheAnswerOfItsOwnWindow(int batch) {
		SplittableRandom random = new SplittableRandom(1000 + batch);
		for (int i = 0; i < 2; i++) {
			String user = "/api/v1/analytics/user/" + any(USERS, random);
			String zone = any(ZONES, random);
			String path = user + "/history?timezone=" + zone + "&granularity="
					+ any(List.of("day", "week", "month", "year"), random) + "&" + daysAround(random);
			JsonNode history = json(this.remembering, path);
			assertOwnWindow(path, user, zone, history.get("period"), history.get("totals"));
			JsonNode buckets = history.get("buckets");
			for (int j = 0; j < buckets.size(); j += 1 + buckets.size() / 8) {
				assertOwnWindow(path, user, zone, buckets.get(j), buckets.get(j));
			}
		}
	}

	private void assertOwnWindow(String path, String user, String zone, JsonNode period, JsonNode numbers) {
		String days = "timezone=" + zone + "&start_date=" + period.get("start").asString().substring(0, 10)
				+ "&end_date="
				+ OffsetDateTime.parse(period.get("end").asString())
					.minusNanos(1)
					.atZoneSameInstant(ZoneId.of(zone))
					.toLocalDate();
		JsonNode analytics = json(this.forgetful, user + "?" + days);
		JsonNode usage = json(this.forgetful, user + "/usage?granularity=total&" + days).get("totals");
		analytics.get("summary").properties().forEach((number) -> assertSame(path + " " + days, number, numbers));
		usage.properties().forEach((number) -> assertSame(path + " " + days, number, numbers));
	}

	private static void assertSame(String path, Map.Entry<String, JsonNode> number, JsonNode numbers) {
		assertThat(numbers.get(number.getKey())).as(path + " " + number.getKey()).isEqualTo(number.getValue());
	}

	// The demo's spans of 90 days, without the day that is not over
	private static String daysAround(SplittableRandom random) {
		LocalDate end = LocalDate.now(ZoneOffset.UTC).minusDays(2 + random.nextInt(20));
		return "end_date=%s&start_date=%s".formatted(end, end.minusDays(random.nextInt(65)));
	}

	@ParameterizedTest
	@MethodSource("batches")
	void eachWindowOfASummaryIsTheAnswerOfItsOwnDays(int batch) {
		SplittableRandom random = new SplittableRandom(2000 + batch);
		String user = "/api/v1/analytics/user/" + any(USERS, random);
		String filters = random.nextBoolean() ? "&project_id=proj_web" : "";
		SummaryPeriods periods = new SummaryPeriods(ZoneId.of(any(ZONES, random)), filters,
				any(List.of("recorded", "estimated"), random), (path) -> {
					Replica replica = path.startsWith("/summary") ? this.remembering : this.forgetful;
					return json(replica, user + path).toString();
				});
		assertThat(periods.assertSameAsOtherEndpoints().at("/meta/source").asString()).isEqualTo("history");
	}

	@Test
	void filesAreTheSame() {
		for (String list : List.of("runs", "conversations")) {
			String path = "/api/v1/analytics/user/user_124/" + list + "?format=ndjson&" + days(new SplittableRandom(7));
			assertThat(this.remembering.as(AnalyticsApi.ADMIN_TOKEN).get(path).body())
				.isEqualTo(this.forgetful.as(AnalyticsApi.ADMIN_TOKEN).get(path).body())
				.contains("\n");
		}
	}

	@Test
	void aSpanIsInTheAnswerSoonAfterItIsSent() {
		String path = "/api/v1/analytics/user/a_newcomer?days=2";
		assertThat(json(this.remembering, path).at("/summary/total_agent_runs").asInt()).isZero();
		Instant now = Instant.now();
		this.logfire
			.store(List.of(SpanRecord.builder("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "agent_run_usage")
				.time(now.minusSeconds(1), now)
				.attributes(Map.of("user_id", "a_newcomer", "run_id", "run_1", "actual_cost", 0.25))
				.build()));
		await().atMost(A_WHILE).until(() -> json(this.remembering, path).at("/summary/total_agent_runs").asInt() == 1);
		assertThat(json(this.remembering, path).at("/meta/source").asString()).isEqualTo("history");
	}

	@Test
	void eachFactIsStoredOnce() {
		FactStore store = this.remembering.context().getBean(FactStore.class);
		Instant compacted = Instant.parse(status().get("compacted_through").asString());
		await().atMost(A_WHILE)
			.until(() -> store.count(new TimeRange(compacted, TimeRange.OPEN_END)) == FactsInLogfire.count(compacted,
					this.logfire));
		assertThat(store.rows()).isLessThan(FactsInLogfire.count(Instant.EPOCH, this.logfire) * 2 / 3);
	}

	@Test
	void theStatusTellsWhatIsStored() {
		JsonNode status = status();
		assertThat(status.get("rows").asLong()).isGreaterThan(100_000);
		assertThat(status.get("gaps")).isEmpty();
		assertThat(status.get("covered_from").asString())
			.startsWith(LocalDate.now(ZoneOffset.UTC).minusDays(90).toString());
	}

	private static String question(SplittableRandom random) {
		String user = "user/" + any(USERS, random);
		return "/api/v1/analytics/" + switch (random.nextInt(7)) {
			case 0 -> user + "?" + days(random);
			case 1 -> user + "?cost=estimated&" + days(random);
			case 2 -> user + "/usage?granularity=" + any(List.of("day", "week", "month", "total"), random)
					+ "&group_by=" + any(List.of("model", "agent_id", "project_id", "environment", "operation"), random)
					+ "&" + days(random);
			case 3 -> user + "/compare?" + days(random);
			case 4 ->
				user + "/runs?limit=20&sort=" + any(List.of("newest", "cost", "duration"), random) + "&" + days(random);
			case 5 -> user + "/conversations?limit=20&" + days(random);
			default -> "users?top=5&sort=" + any(List.of("cost", "runs", "errors"), random) + "&" + days(random);
		};
	}

	// Days that are over, so that no span comes between the two answers
	private static String days(SplittableRandom random) {
		LocalDate end = LocalDate.now(ZoneOffset.UTC).minusDays(2 + random.nextInt(25));
		Map<String, String> parameters = new TreeMap<>(Map.of("timezone", any(ZONES, random), "end_date",
				end.toString(), "start_date", end.minusDays(random.nextInt(25)).toString()));
		if (random.nextInt(4) == 0) {
			parameters.put("project_id", any(List.of("proj_web", "proj_api"), random));
		}
		if (random.nextInt(4) == 0) {
			parameters.put("environment", any(List.of("production", "staging"), random));
		}
		return parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
			.collect(Collectors.joining("&"));
	}

	private static String any(List<String> values, SplittableRandom random) {
		return values.get(random.nextInt(values.size()));
	}

	static JsonNode withoutMeta(JsonNode answer) {
		((ObjectNode) answer).remove("meta");
		return answer;
	}

}
