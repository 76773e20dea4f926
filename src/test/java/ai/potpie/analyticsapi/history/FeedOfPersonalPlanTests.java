package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import ai.potpie.analyticsapi.testing.Replica;
import ai.potpie.analyticsapi.testing.ScriptedCall;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A plan of 5 calls a minute and 100 an hour, in which a minute is a second: a history is
 * filled while users look at dashboards that it does not cover yet.
 */
class FeedOfPersonalPlanTests {

	private static final int SECONDS = Integer.getInteger("plan.seconds", 8);

	private static final String LIMITS = "5/1s,100/60s";

	/** So many facts that a slice does not get longer than a day. */
	private static final LogfireReply A_DAY = LogfireReplies.repeated("", """
			{"type":"data","rows":[{"user_id":"ann","trace_id":"0af7651916cd43dd8448eb211c80319c",\
			"span_id":"b7ad6b7169203331","kind":"span","start_timestamp":"2026-02-11T09:13:02Z",\
			"created_at":"2026-02-11T09:13:04Z","ended":"2026-02-11T09:13:03Z","is_usage":true,"is_agent":false}]}
			""", 3000, "{\"type\":\"end\",\"row_count\":3000}\n");

	private final ScriptedLogfire logfire = new ScriptedLogfire("personal");

	/** Their clocks are not ours, so they may count a call earlier than we do. */
	private final Bucket plan = Bucket.builder()
		.addLimit(Bandwidth.builder().capacity(6).refillGreedy(5, Duration.ofSeconds(1)).build())
		.addLimit(Bandwidth.builder().capacity(101).refillGreedy(100, Duration.ofMinutes(1)).build())
		.build();

	private final AtomicInteger ofFeed = new AtomicInteger();

	private final AtomicInteger refused = new AtomicInteger();

	private final Replica service = Replica.start("--logfire.base-url=" + this.logfire.url(),
			"--logfire.read-token=pylf_v1_us_test", "--logfire.rate-limit=" + LIMITS, "--analytics.rate-limit=0",
			"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN, "--analytics.history.url=jdbc:duckdb:",
			"--analytics.history.interval=5s");

	@AfterEach
	void stop() {
		this.service.stop();
		this.logfire.close();
	}

	@Test
	void dashboardsAreNotRefusedAndTheShareIsKept() throws InterruptedException {
		this.logfire.replies(this::reply);
		long start = System.nanoTime();
		int before = this.ofFeed.get();
		for (int dashboard = 0; dashboard < 2 * SECONDS; dashboard++) {
			assertThat(json("/api/v1/analytics/user/user_%d?days=30".formatted(dashboard)).has("summary")).isTrue();
			Thread.sleep(Math.max(0, 500 * (dashboard + 1) - Duration.ofNanos(System.nanoTime() - start).toMillis()));
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		assertThat(this.refused).hasValue(0);
		assertThat(this.ofFeed.get() - before).isBetween(SECONDS / 3, (int) Math.min(2 + seconds, 31 + seconds / 2));
		assertThat(Instant.parse(json("/api/v1/analytics/history").get("covered_from").asString()))
			.isBefore(Instant.now().minus(Duration.ofDays(Math.min(29, SECONDS / 4))));
	}

	private LogfireReply reply(ScriptedCall call) {
		if (call.streamed()) {
			this.ofFeed.incrementAndGet();
		}
		if (!this.plan.tryConsume(1)) {
			this.refused.incrementAndGet();
			return LogfireReplies.status(429, "Retry-After: 1\r\n");
		}
		return call.streamed() ? A_DAY : LogfireReplies.answer();
	}

	private JsonNode json(String path) {
		var answer = this.service.as(AnalyticsApi.ADMIN_TOKEN).get(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
