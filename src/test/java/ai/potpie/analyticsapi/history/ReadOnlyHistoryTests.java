package ai.potpie.analyticsapi.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The history's database can be read and takes no facts, as after a failover, or when its
 * disk is full.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReadOnlyHistoryTests {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	private static final Instant A_MINUTE_AGO = Instant.now().minusSeconds(60);

	@Test
	void answersComeFromItAndItGoesOnAfterwards(CapturedOutput output) throws Exception {
		try (PostgreSql server = PostgreSql.startOrSkip();
				LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN))) {
			logfire.store(List
				.of(SpanRecord.builder("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "agent_run_usage")
					.time(A_MINUTE_AGO, A_MINUTE_AGO.plusSeconds(1))
					.attributes(Map.of("user_id", "ann", "run_id", "run_1"))
					.build()));
			try (RememberingReplica service = RememberingReplica.start(Clock.systemUTC(), logfire.baseUrl(),
					"--analytics.history.url=" + server.url())) {
				service.awaitAll(A_MINUTE_AGO);
				makeReadOnly(server, true);
				await().atMost(A_WHILE).until(() -> output.getOut().contains("takes no facts"));
				Instant asOf = asOf(service);
				for (int i = 0; i < 20; i++) {
					assertThat(service.answer("user/ann?days=2", "history")).contains("\"total_agent_runs\":1");
					Thread.sleep(100);
				}
				assertThat(asOf(service)).isEqualTo(asOf);
				assertThat(output.getOut().split("takes no facts|does not answer|answers again")).hasSize(2);
				makeReadOnly(server, false);
				await().atMost(A_WHILE).until(() -> asOf(service).isAfter(asOf));
			}
		}
	}

	private static Instant asOf(RememberingReplica service) {
		return Instant.parse(service.status().get("as_of").asString());
	}

	private static void makeReadOnly(PostgreSql server, boolean readOnly) throws SQLException {
		String url = server.url() + "?options=-c%20default_transaction_read_only=off";
		try (Connection connection = DriverManager.getConnection(url, "postgres", null);
				Statement statement = connection.createStatement()) {
			statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + readOnly);
			statement.execute("SELECT pg_reload_conf()");
		}
	}

}
