package ai.potpie.analyticsapi.history;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.history.store.FactQueries;
import ai.potpie.analyticsapi.history.store.HistoryDatabase;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import ai.potpie.analyticsapi.sql.Sql;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.SlowWire;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The history's database answers slowly or not at all, and nobody says so: dashboards
 * come from Logfire in a bounded time, or are refused where Logfire has forgotten, and
 * the history goes on afterwards.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SlowHistoryTests {

	private static final Duration A_WHILE = Duration.ofSeconds(40);

	/** Two tries to get a connection, and Logfire's time on a busy machine. */
	private static final Duration SOON = Duration.ofSeconds(3);

	/** The time for a question that the database has begun to answer, and the same. */
	private static final Duration BOUNDED = Duration.ofSeconds(14);

	private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

	private static final int DAYS = 50;

	private static final List<String> DASHBOARDS = List.of("user/ann?days=20", "user/bob/usage?days=28",
			"user/ann/compare?days=7", "users?days=25", "user/bob/runs?days=28");

	private LocalLogfire logfire;

	private PostgreSql server;

	private RememberingReplica forgetful;

	private SlowWire wire;

	private RememberingReplica service;

	@BeforeAll
	void fill() throws Exception {
		this.server = PostgreSql.startOrSkip();
		this.logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
		for (int day = 1; day < DAYS; day++) {
			Instant start = TODAY.minusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
			this.logfire
				.store(List.of(run("ann", start, 0.25 + day), run("bob", start, 0.5), run("bob", start, 0.125)));
		}
		try (RememberingReplica first = RememberingReplica.start(Clock.systemUTC(), this.logfire.baseUrl(),
				"--logfire.retention-days=" + DAYS, "--analytics.history.url=" + this.server.url())) {
			first.awaitAll(Instant.now());
		}
		this.forgetful = RememberingReplica.start(Clock.systemUTC(), this.logfire.baseUrl());
	}

	@BeforeEach
	void start() throws Exception {
		this.wire = new SlowWire(this.server.port());
	}

	@AfterEach
	void stop() throws Exception {
		this.wire.close();
		this.service.close();
	}

	@AfterAll
	void stopAll() throws Exception {
		if (this.logfire != null) {
			this.forgetful.close();
			this.logfire.close();
			this.server.close();
		}
	}

	@Test
	void aDatabaseThatHangsCostsNobodyMoreThanAMoment(CapturedOutput output) {
		start("");
		this.wire.getStuck();
		await().atMost(A_WHILE).until(() -> asked(DASHBOARDS.get(0)).source().equals("logfire"));
		int threads = driverThreads();
		for (int i = 0; i < 2; i++) {
			answersComeFrom("logfire", SOON);
			othersAreRefused(SOON);
		}
		assertThat(driverThreads()).isLessThan(threads + 10);
		assertThat(count(output, "FeedLoop .* does not answer")).isEqualTo(1);
		assertThat(count(output, "Deliveries of alerts wait")).isEqualTo(1);
		assertThat(output).doesNotContain("Unhandled exception");
		this.wire.goOn();
		goesOn();
	}

	@Test
	void answersThatGetStuckEndInTime() {
		start("");
		this.wire.getStuckInAnswer();
		List<CompletableFuture<Asked>> asked = IntStream.range(0, 20)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> asked("user/ann?days=" + (number + 5))))
			.toList();
		for (int number = 0; number < asked.size(); number++) {
			Asked answer = asked.get(number).join();
			assertThat(answer.took()).isLessThan(BOUNDED);
			assertThat(answer.withoutMeta()).isEqualTo(expected("user/ann?days=" + (number + 5)));
		}
		assertThat(this.wire.isStuck()).isTrue();
		answersComeFrom("logfire", SOON);
		othersAreRefused(SOON);
		this.wire.goOn();
		goesOn();
	}

	@Test
	void connectionsThatAreLostWithoutAWordAreOpenedAgain() {
		start("?socketTimeout=3");
		this.wire.lose();
		for (int i = 0; i < 2; i++) {
			DASHBOARDS.forEach((path) -> assertThat(asked(path).withoutMeta()).as(path).isEqualTo(expected(path)));
		}
		goesOn();
	}

	@Test
	void noConnectionWaitsForEver() throws SQLException {
		start("");
		try (Connection connection = this.service.replica()
			.context()
			.getBean(HistoryDatabase.class)
			.connections()
			.getConnection()) {
			assertThat(Duration.ofMillis(connection.getNetworkTimeout())).isPositive()
				.isLessThanOrEqualTo(Duration.ofMinutes(2));
		}
	}

	@Test
	void aStatementThatTakesTooLongIsEnded() {
		start("");
		var context = this.service.replica().context();
		FactQueries queries = new FactQueries(context.getBean(HistoryDatabase.class), 1);
		Instant now = Instant.now();
		LogfireQuery query = new LogfireQuery(Sql.of("SELECT 1 AS slept FROM pg_sleep(60)"), now, now, 1);
		Deadline deadline = Deadline.in(SOON, Ticker.systemTicker());
		try (MemoryShare memory = context.getBean(AnswerMemory.class).share()) {
			assertThatExceptionOfType(LogfireException.class)
				.isThrownBy(() -> queries.query(query, RowSource.HISTORY, deadline, memory))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.TIMED_OUT));
		}
		assertThat(deadline.left()).isPositive();
		answersComeFrom("history", BOUNDED);
	}

	@Test
	void aLockOnTheFactsCostsNobodyMoreThanAMoment(CapturedOutput output) throws Exception {
		start("");
		try (Connection other = this.server.connect(); Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement.execute("LOCK TABLE fact IN ACCESS EXCLUSIVE MODE");
			for (int i = 0; i < 2; i++) {
				answersComeFrom("logfire", SOON);
				othersAreRefused(SOON);
			}
			assertThat(count(output, "FeedLoop ")).isLessThanOrEqualTo(1);
		}
		goesOn();
	}

	@Test
	void slowAnswersAreRight() {
		start("");
		this.wire.slowDown(Duration.ofMillis(100));
		List<String> sources = new ArrayList<>();
		for (String path : DASHBOARDS) {
			Asked answer = asked(path);
			sources.add(answer.source());
			assertThat(answer.took()).as(path).isLessThan(BOUNDED);
			assertThat(answer.withoutMeta()).as(path).isEqualTo(expected(path));
		}
		assertThat(sources).contains("history");
		this.wire.slowDown(Duration.ZERO);
		goesOn();
	}

	private void start(String parameters) {
		this.service = RememberingReplica.start(Clock.systemUTC(), this.logfire.baseUrl(),
				"--analytics.history.url=" + PostgreSql.url(this.wire.port()) + parameters);
		this.service.awaitAll(Instant.now());
		answersComeFrom("history", BOUNDED);
	}

	private void answersComeFrom(String source, Duration time) {
		for (String path : DASHBOARDS) {
			Asked answer = asked(path);
			assertThat(answer.source()).as(path).isEqualTo(source);
			assertThat(answer.took()).as(path).isLessThan(time);
			assertThat(answer.withoutMeta()).as(path).isEqualTo(expected(path));
		}
		assertThat(this.service.replica().isReady()).isTrue();
	}

	/** Nobody but the history can answer them. */
	private void othersAreRefused(Duration time) {
		for (String path : List.of("user/ann?days=" + (DAYS - 3), "user/ann/history?granularity=day&days=7")) {
			Asked answer = asked(path);
			assertThat(answer.response().statusCode()).as(answer.response().body()).isEqualTo(503);
			assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
			assertThat(answer.took()).isLessThan(time);
		}
	}

	/** It answers again, reads again, and has kept what Logfire no longer has. */
	private void goesOn() {
		await().atMost(A_WHILE).until(() -> asked(DASHBOARDS.get(0)).source().equals("history"));
		this.logfire.store(List.of(run("ann", Instant.now(), 1)));
		this.service.awaitAll(Instant.now());
		answersComeFrom("history", BOUNDED);
		assertThat(asked("user/ann?days=" + (DAYS - 3)).response().body()).contains("\"source\":\"history\"");
	}

	private String expected(String path) {
		return this.forgetful.answer(path, "logfire");
	}

	private Asked asked(String path) {
		long begin = System.nanoTime();
		HttpResponse<String> response = this.service.replica()
			.as(AnalyticsApi.ADMIN_TOKEN)
			.get("/api/v1/analytics/" + path);
		return new Asked(response, Duration.ofNanos(System.nanoTime() - begin));
	}

	/**
	 * What came back.
	 */
	private record Asked(HttpResponse<String> response, Duration took) {

		String source() {
			return json().at("/meta/source").asString();
		}

		String withoutMeta() {
			ObjectNode answer = json();
			answer.remove("meta");
			return answer.toString();
		}

		private ObjectNode json() {
			assertThat(this.response.statusCode()).as(this.response.body()).isEqualTo(200);
			return (ObjectNode) JsonMapper.shared().readTree(this.response.body());
		}

	}

	private static int driverThreads() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().contains("PostgreSQL"))
			.count();
	}

	private static int count(CapturedOutput output, String what) {
		return output.getOut().split(what, -1).length - 1;
	}

	private static SpanRecord run(String user, Instant start, double cost) {
		return SpanRecord.builder("%032x".formatted(System.nanoTime()), "b7ad6b7169203331", "agent_run_usage")
			.time(start, start.plusMillis(1))
			.created(start.plusMillis(2))
			.attributes(Map.of("user_id", user, "run_id", "run " + System.nanoTime(), "actual_cost", cost))
			.build();
	}

}
