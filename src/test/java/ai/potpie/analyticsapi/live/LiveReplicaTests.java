package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Replicas that share a PostgreSQL: a stream sees what another replica has read.
 */
class LiveReplicaTests extends LiveTestBase {

	private static final Duration A_MOMENT = Duration.ofSeconds(5);

	private PostgreSql database;

	@Override
	String database() {
		try {
			if (this.database == null) {
				this.database = PostgreSql.startOrSkip();
			}
			return this.database.url();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	List<String> settings() {
		return List.of("--analytics.history.user=postgres");
	}

	@AfterAll
	void closeDatabase() throws Exception {
		if (this.database != null) {
			this.database.close();
		}
	}

	@Test
	void eachReplicaPushesWhatEitherHasRead() {
		Replica other = replica();
		try (EventStream here = watch(admin(), "/user/shared/live");
				EventStream there = watch(other.as(AnalyticsApi.ADMIN_TOKEN), "/user/shared/live")) {
			here.next("analytics");
			there.next("analytics");
			for (int i = 1; i <= 3; i++) {
				run("shared");
				awaitRuns(i, here);
				awaitRuns(i, there);
			}
		}
		finally {
			other.stop();
		}
	}

	/** Skips what else changes, such as the source of the numbers. */
	private static void awaitRuns(int count, EventStream stream) {
		await().atMost(A_MOMENT).until(() -> runs(stream.next("analytics")) == count);
	}

	@Test
	void aStreamOutlivesARestartOfTheDatabase() throws Exception {
		try (EventStream stream = watch(admin(), "/user/restart/live")) {
			stream.next("analytics");
			this.database.stop();
			assertThat(json(stream.next("status").data()).get("state").asString()).isEqualTo("stale");
			this.database.start();
			assertThat(json(stream.next("status").data()).get("state").asString()).isEqualTo("fresh");
			run("restart");
			awaitRuns(1, stream);
		}
	}

}
