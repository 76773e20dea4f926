package ai.potpie.analyticsapi.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.SmallDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The disk of the history's database is full: nothing is stored in part, the markers stay
 * behind the data, and the feed goes on when there is space.
 */
@ExtendWith(OutputCaptureExtension.class)
class FullHistoryTests {

	private static final Duration A_WHILE = Duration.ofSeconds(40);

	/** Longer than the feed waits until it tries again. */
	private static final Duration PAUSE = Duration.ofSeconds(6);

	private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

	private SmallDisk disk;

	private PostgreSql server;

	private LocalLogfire logfire;

	private RememberingReplica forgetful;

	private void start(int megabytes) throws Exception {
		this.disk = SmallDisk.mountOrSkip(megabytes);
		this.server = PostgreSql.startOrSkip();
		this.server.keepTablesIn(this.disk.directory());
		this.logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
		this.forgetful = RememberingReplica.start(Clock.systemUTC(), this.logfire.baseUrl());
	}

	@AfterEach
	void stop() throws Exception {
		if (this.server != null) {
			this.forgetful.close();
			this.logfire.close();
			this.server.close();
		}
		if (this.disk != null) {
			this.disk.close();
		}
	}

	@Test
	void whatDoesNotFitIsReadWhenThereIsSpace(CapturedOutput output) throws Exception {
		start(6);
		for (int day = 1; day < 29; day++) {
			store(TODAY.minusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant(), 1000);
		}
		try (RememberingReplica service = remembering()) {
			await().atMost(A_WHILE).until(() -> output.getOut().contains("No space left on device"));
			Thread.sleep(PAUSE.toMillis());
			Instant from = Instant.parse(service.status().get("covered_from").asString());
			assertThat(facts("start_timestamp >= '" + from + "'")).isEqualTo(FactsInLogfire.count(from, this.logfire));
			assertThat(facts("start_timestamp < '" + from + "'")).isZero();
			assertSame(service, 3, "history");
			assertSame(service, 29, "logfire");
			assertThat(lines(output)).isEqualTo(1);
			this.disk.grow(200);
			service.awaitAll(Instant.now());
			assertThat(facts("TRUE")).isEqualTo(FactsInLogfire.count(Instant.EPOCH, this.logfire));
			assertSame(service, 29, "history");
		}
	}

	@Test
	void newFactsWaitUntilThereIsSpace(CapturedOutput output) throws Exception {
		start(3);
		store(TODAY.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant(), 100);
		try (RememberingReplica service = remembering()) {
			service.awaitAll(Instant.now());
			store(Instant.now().minusSeconds(30), 9000);
			await().atMost(A_WHILE).until(() -> output.getOut().contains("No space left on device"));
			long stored = facts("TRUE");
			JsonNode asOf = service.status().get("as_of");
			Thread.sleep(PAUSE.toMillis());
			assertThat(facts("TRUE")).isEqualTo(stored).isLessThan(9000);
			assertThat(service.status().get("as_of")).isEqualTo(asOf);
			assertSame(service, 3, "history");
			assertThat(lines(output)).isEqualTo(1);
			this.disk.grow(200);
			service.awaitAll(Instant.now());
			assertThat(facts("TRUE")).isEqualTo(9100);
			assertSame(service, 3, "history");
		}
	}

	private RememberingReplica remembering() {
		return RememberingReplica.start(Clock.systemUTC(), this.logfire.baseUrl(),
				"--analytics.history.url=" + this.server.url());
	}

	/** Of days that are over, so that only older facts count. */
	private void assertSame(RememberingReplica service, int days, String source) {
		String path = "user/ann?start_date=%s&end_date=%s".formatted(TODAY.minusDays(days - 1), TODAY.minusDays(1));
		assertThat(service.answer(path, source)).isEqualTo(this.forgetful.answer(path, "logfire"));
	}

	private long facts(String condition) throws SQLException {
		try (Connection connection = this.server.connect();
				Statement statement = connection.createStatement();
				ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM fact WHERE " + condition)) {
			count.next();
			return count.getLong(1);
		}
	}

	private static int lines(CapturedOutput output) {
		return output.getOut().split("history.FeedLoop ", -1).length - 1;
	}

	private void store(Instant start, int runs) {
		this.logfire.store(IntStream.range(0, runs).mapToObj((run) -> run(start.plusMillis(run), run)).toList());
	}

	private static SpanRecord run(Instant start, int run) {
		return SpanRecord
			.builder("%032x".formatted(start.toEpochMilli()), "%016x".formatted(run + 1), "agent_run_usage")
			.time(start, start.plusMillis(1))
			.created(start.plusMillis(2))
			.attributes(Map.of("user_id", "ann", "run_id", "run " + start + run, "actual_cost", 0.25))
			.build();
	}

}
