package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A history in a PostgreSQL server.
 */
class PostgreSqlHistoryTests extends HistoryTwinsTestBase {

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	private PostgreSql server;

	@Override
	String database() throws Exception {
		this.server = PostgreSql.startOrSkip();
		return this.server.url();
	}

	@AfterAll
	void stopServer() throws Exception {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void logfireAnswersWhileTheDatabaseIsDown() throws Exception {
		this.server.stop();
		try {
			assertThat(source("days=3")).isEqualTo("logfire");
			assertThat(this.remembering.isReady()).isTrue();
		}
		finally {
			this.server.start();
		}
		await().atMost(A_WHILE)
			.until(() -> source("days=4&timezone=Europe/Paris").equals("history")
					|| source("days=5&timezone=Europe/Paris").equals("history"));
	}

	@Test
	void anotherReplicaGoesOnWhenTheOneThatReadsIsGone() {
		Replica first = replica(history());
		Replica second = replica(history());
		first.stop();
		Instant before = asOf(second);
		await().atMost(A_WHILE).until(() -> asOf(second).isAfter(before.plusSeconds(2)));
		second.stop();
		eachFactIsStoredOnce();
	}

	private static Instant asOf(Replica replica) {
		String asOf = json(replica, "/api/v1/analytics/history").path("as_of").asString("");
		return asOf.isEmpty() ? Instant.EPOCH : Instant.parse(asOf);
	}

	private String source(String query) {
		return json(this.remembering, "/api/v1/analytics/user/user_123?" + query).at("/meta/source").asString();
	}

}
