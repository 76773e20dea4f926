package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Replicas in processes of their own, and one Redis.
 */
class ReplicaTests {

	@TempDir
	private Path directory;

	private RedisServer server;

	private ScriptedLogfire logfire;

	@BeforeEach
	void start() throws IOException {
		this.server = RedisServer.start();
		this.logfire = ScriptedLogfire.replying(LogfireReplies.answer());
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
			this.logfire.close();
		}
	}

	@Test
	void aThousandMissesOfOneKeyAreOneQuestion() throws Exception {
		String[] threadsForAll = { "--analytics.rate-limit=100000", "--server.tomcat.threads.max=520" };
		try (ServiceProcess one = replica(threadsForAll); ServiceProcess other = replica(threadsForAll)) {
			warmUp(one, other);
			int before = this.logfire.calls();
			CountDownLatch gate = new CountDownLatch(1);
			this.logfire.replies(LogfireReplies.heldBy(gate));
			List<CompletableFuture<Integer>> answers = IntStream.range(0, 1000)
				.mapToObj((i) -> ask((i % 2 == 0) ? one : other, "user_1"))
				.toList();
			await().atMost(Duration.ofMinutes(1)).until(() -> waiting(one) + waiting(other) == 1000);
			gate.countDown();
			assertThat(answers).allSatisfy((answer) -> assertThat(answer.join()).isEqualTo(200));
			assertThat(this.logfire.calls()).as(one.log() + other.log()).isEqualTo(before + 1);
			assertThat(one.log()).contains("Answers are cached in memory and in Redis at localhost:");
		}
		try (ServiceProcess restarted = replica()) {
			int before = this.logfire.calls();
			assertThat(ask(restarted, "user_1").join()).isEqualTo(200);
			assertThat(this.logfire.calls()).as("after a restart").isEqualTo(before);
		}
	}

	@Test
	void aCallerHasOneLimitForAllReplicas() throws Exception {
		try (ServiceProcess one = replica("--analytics.rate-limit=120");
				ServiceProcess other = replica("--analytics.rate-limit=120")) {
			long start = System.nanoTime();
			long answered = Stream.iterate(0, (i) -> i + 1)
				.limit(200)
				.filter((i) -> ask((i % 2 == 0) ? one : other, "user_1").join() == 200)
				.count();
			long refilled = Duration.ofNanos(System.nanoTime() - start).toSeconds() * 2 + 2;
			assertThat(answered).isBetween(120L, 120 + refilled);
		}
	}

	@Test
	void anotherReplicaAnswersIfTheOneThatLoadsIsKilled() throws Exception {
		try (ServiceProcess one = replica(); ServiceProcess other = replica()) {
			ask(one, "warm").join();
			ask(other, "warm").join();
			int before = this.logfire.calls();
			CountDownLatch gate = new CountDownLatch(1);
			this.logfire.replies(LogfireReplies.heldBy(gate));
			CompletableFuture<Integer> lost = ask(one, "user_1");
			await().until(() -> this.logfire.calls() == before + 1);
			CompletableFuture<Integer> answer = ask(other, "user_1");
			this.logfire.replies(LogfireReplies.answer());
			one.kill();
			gate.countDown();
			assertThat(lost).failsWithin(Duration.ofSeconds(20));
			assertThat(answer.join()).isEqualTo(200);
			assertThat(this.logfire.calls()).isEqualTo(before + 2);
		}
	}

	@Test
	void withoutAnAddressNothingOfRedisIsLoaded() throws Exception {
		try (ServiceProcess service = service().start()) {
			assertThat(ask(service, "user_1").join()).isEqualTo(200);
			await().until(() -> service.log().contains("Answers are cached in memory\n"));
			assertThat(service.classes()).contains("AnswerCache").doesNotContain("io.lettuce.", "io.netty.");
		}
	}

	@Test
	void anAddressThatIsNoneStopsTheStartAndIsNotRepeated() throws Exception {
		try (ServiceProcess service = service().with("--analytics.redis.url=localhost:hunter2@6379").launch()) {
			assertThat(service.exitValue()).isEqualTo(1);
			assertThat(service.log()).contains("ANALYTICS_REDIS_URL is not an address.").doesNotContain("hunter2");
		}
	}

	private ServiceProcess replica(String... arguments) throws IOException {
		return service().with("--analytics.redis.url=" + this.server.url()).with(arguments).start();
	}

	private ServiceProcess.Launcher service() {
		return ServiceProcess.in(this.directory)
			.logfire(this.logfire.url())
			.with("--logfire.rate-limit=none", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN);
	}

	private static CompletableFuture<Integer> ask(ServiceProcess service, String user) {
		return service.as(AnalyticsApi.ADMIN_TOKEN).userAsync(user).thenApply(HttpResponse::statusCode);
	}

	/** How many requests wait for an answer. */
	private static double waiting(ServiceProcess service) {
		return service.metric("analytics_cache_waiting");
	}

	/** So that what is measured is not the loading of classes. */
	private static void warmUp(ServiceProcess... replicas) {
		for (int i = 0; i < 30; i++) {
			for (ServiceProcess replica : replicas) {
				ask(replica, "warm_" + i).join();
			}
		}
		for (ServiceProcess replica : replicas) {
			IntStream.range(0, 200).mapToObj((i) -> ask(replica, "warm_1")).toList().forEach(CompletableFuture::join);
		}
	}

}
