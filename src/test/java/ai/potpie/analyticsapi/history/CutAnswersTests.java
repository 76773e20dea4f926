package ai.potpie.analyticsapi.history;

import java.time.Duration;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import ai.potpie.analyticsapi.testing.Replica;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Logfire cuts answers at its limit and does not say so. An answer of that many rows may
 * be a part, however small the slice is.
 */
class CutAnswersTests {

	private static final LogfireReply CUT = LogfireReplies.repeated("",
			"{\"type\":\"data\",\"rows\":[{\"user_id\":\"ann\",\"start_timestamp\":\"2026-02-11T09:13:02Z\"}]}\n",
			10_000, "{\"type\":\"end\",\"row_count\":10000}\n");

	private static final LogfireReply EMPTY = LogfireReplies.body("no rows", "{\"type\":\"end\",\"row_count\":0}\n");

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	/** For all parts of a slice, one in another. */
	private static final int FEW_CALLS = 200;

	private ScriptedLogfire logfire;

	private Replica service;

	@BeforeEach
	void start() {
		this.logfire = new ScriptedLogfire("enterprise");
	}

	@AfterEach
	void stop() {
		this.service.stop();
		this.logfire.close();
	}

	@Test
	void nothingIsStoredOfAnswersThatMayBeCut() {
		this.logfire.replies((call) -> call.streamed() ? CUT : LogfireReplies.answer());
		remember();
		await().atMost(A_WHILE).until(this::hasGivenUp);
		assertThat(this.logfire.calls()).isLessThan(FEW_CALLS);
		assertThat(status().get("rows").asInt()).isZero();
		assertThat(status().get("covered_from").isNull()).isTrue();
		assertThat(source("days=2")).isEqualTo("logfire");
		this.logfire.replies((call) -> call.streamed() ? EMPTY : LogfireReplies.answer());
		await().atMost(A_WHILE).until(() -> status().get("backfilled").asBoolean());
		assertThat(source("days=3")).isEqualTo("history");
	}

	@Test
	void whatCannotBeReadStaysVisible() {
		// The tail, and a day or two
		this.logfire.replies((call) -> (call.streamed() && call.number() > 3) ? CUT
				: call.streamed() ? EMPTY : LogfireReplies.answer());
		remember();
		await().atMost(A_WHILE).until(() -> this.logfire.calls() > 3 && hasGivenUp());
		JsonNode status = status();
		assertThat(status.get("backfilled").asBoolean()).isFalse();
		assertThat(status.get("rows").asInt()).isZero();
		assertThat(status.get("covered_from").isNull()).isFalse();
		assertThat(source("days=1")).isEqualTo("history");
		assertThat(source("days=30")).isEqualTo("logfire");
	}

	private void remember() {
		this.service = Replica.start("--logfire.base-url=" + this.logfire.url(), "--logfire.read-token=pylf_v1_us_test",
				"--analytics.rate-limit=0", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN,
				"--analytics.history.url=jdbc:duckdb:");
	}

	/** Whether it waits before it asks again. */
	private boolean hasGivenUp() throws InterruptedException {
		int before = this.logfire.calls();
		Thread.sleep(1000);
		return before > 0 && this.logfire.calls() == before;
	}

	private JsonNode status() {
		return json("/api/v1/analytics/history");
	}

	private String source(String query) {
		return json("/api/v1/analytics/user/ann?" + query).at("/meta/source").asString();
	}

	private JsonNode json(String path) {
		var answer = this.service.as(AnalyticsApi.ADMIN_TOKEN).get(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
