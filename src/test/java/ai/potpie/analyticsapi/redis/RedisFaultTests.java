package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.Replica;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two replicas, and a Redis that fails in each way that there is: no request does.
 */
class RedisFaultTests {

	/**
	 * A machine that does other things may take longer; 200 ms of a silent Redis show.
	 */
	private static final double BOUND_MILLIS = 60;

	private static final AtomicInteger users = new AtomicInteger();

	private static RedisServer server;

	private static RedisCommands<String, byte[]> redis;

	private static FaultyProxy proxy;

	private static ScriptedLogfire logfire;

	private static Replica one;

	private static Replica other;

	@BeforeAll
	static void start() throws IOException {
		server = RedisServer.start();
		redis = server.commands();
		proxy = new FaultyProxy(server.port());
		logfire = ScriptedLogfire.replying(LogfireReplies.answer());
		one = run();
		other = run();
	}

	@AfterAll
	static void stop() throws IOException {
		if (server != null) {
			one.stop();
			other.stop();
			logfire.close();
			proxy.close();
			server.close();
		}
	}

	@AfterEach
	void heal() throws Exception {
		proxy.pass();
		await().atMost(Duration.ofSeconds(20)).until(() -> works(one) && works(other));
	}

	@ParameterizedTest
	@EnumSource
	void noRequestFailsAndNoneWaitsForLong(Fault fault) throws Exception {
		askNobodyBefore(one, 20);
		double before = median(askNobodyBefore(one, 20));
		fault.begin.run();
		List<Double> until = new ArrayList<>();
		for (int i = 0; i < 200 && works(one); i++) {
			until.addAll(askNobodyBefore(one, 1));
			Thread.sleep(20);
		}
		assertThat(works(one)).isFalse();
		double since = median(askNobodyBefore(one, 20));
		System.out.printf("%-8s ms a request: %.1f before, %.1f at most until the breaker opens, %.1f then%n", fault,
				before, until.stream().mapToDouble(Double::doubleValue).max().orElse(0), since);
		assertThat(since).isLessThan(before + BOUND_MILLIS);
		assertThat(ask(one, "user_known")).isLessThan(before + 1000);
		fault.end.run();
		await().atMost(Duration.ofSeconds(20)).until(() -> works(one) && works(other));
		assertEntriesAreShared();
	}

	@Test
	void garbageAndFlushedEntriesAreLoadedAnew() throws Exception {
		String user = nextUser();
		ask(one, user);
		await().until(() -> redis.keys("analytics-api:rows:*").size() > 0);
		redis.keys("analytics-api:rows:*").forEach((key) -> redis.set(key, "garbage".getBytes(UTF_8)));
		redis.keys("analytics-api:bucket:*").forEach((key) -> redis.set(key, "garbage".getBytes(UTF_8)));
		int before = logfire.calls();
		ask(other, user);
		assertThat(logfire.calls()).isEqualTo(before + 1);
		assertThat(works(other)).isTrue();
		redis.flushall();
		askNobodyBefore(one, 5);
		assertEntriesAreShared();
		await().untilAsserted(
				() -> assertThat(redis.keys("analytics-api:bucket:*")).as("buckets are made anew").isNotEmpty());
	}

	private static void assertEntriesAreShared() throws Exception {
		String user = nextUser();
		ask(one, user);
		int before = logfire.calls();
		ask(other, user);
		assertThat(logfire.calls()).isEqualTo(before);
	}

	/** How long each took, in milliseconds. */
	private static List<Double> askNobodyBefore(Replica replica, int times) throws Exception {
		List<Double> took = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			took.add(ask(replica, nextUser()));
		}
		return took;
	}

	private static double ask(Replica replica, String user) throws Exception {
		long start = System.nanoTime();
		HttpResponse<String> answer = replica.as(AnalyticsApi.ADMIN_TOKEN).user(user);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return (System.nanoTime() - start) / 1e6;
	}

	private static String nextUser() {
		return "user_" + users.incrementAndGet();
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

	/** As the metrics say it. */
	private static boolean works(Replica replica) {
		return replica.context()
			.getBean(MeterRegistry.class)
			.get("resilience4j.circuitbreaker.state")
			.tags("name", "redis", "state", "closed")
			.gauge()
			.value() == 1 && replica.context().getBean(RedisGuard.class).works();
	}

	private static Replica run() {
		return Replica.start("--spring.jmx.enabled=false", "--logfire.base-url=" + logfire.url(),
				"--logfire.read-token=pylf_v1_us_test", "--logfire.rate-limit=none", "--analytics.rate-limit=1000000",
				"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN,
				"--analytics.redis.url=redis://localhost:" + proxy.port());
	}

	private enum Fault {

		REFUSED(() -> proxy.refuse(), () -> proxy.pass()),

		SILENT(() -> proxy.beSilent(), () -> proxy.pass()),

		SLOW(() -> proxy.delay(150), () -> proxy.pass()),

		READONLY(() -> redis.replicaof("127.0.0.1", 1), () -> redis.replicaofNoOne()),

		KILLED(() -> server.kill(), () -> server.restart());

		private final Action begin;

		private final Action end;

		Fault(Action begin, Action end) {
			this.begin = begin;
			this.end = end;
		}

	}

	private interface Action {

		void run() throws IOException;

	}

}
