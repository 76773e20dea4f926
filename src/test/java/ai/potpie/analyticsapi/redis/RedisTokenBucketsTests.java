package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.ratelimit.LocalTokenBuckets;
import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisTokenBucketsTests {

	private static final BucketConfiguration TEN_AN_HOUR = BucketConfiguration.builder()
		.addLimit((limit) -> limit.capacity(10).refillGreedy(10, Duration.ofHours(1)))
		.build();

	private static RedisServer server;

	private static RedisCommands<String, byte[]> redis;

	private final List<RedisReplica> replicas = new ArrayList<>();

	private RedisTokenBuckets one;

	private RedisTokenBuckets other;

	@BeforeAll
	static void start() throws IOException {
		server = RedisServer.start();
		redis = server.commands();
	}

	@AfterAll
	static void stop() {
		if (server != null) {
			server.close();
		}
	}

	@BeforeEach
	void connect() {
		redis.flushall();
		this.one = buckets(server.url());
		this.other = buckets(server.url());
		await().until(() -> this.replicas.stream().allMatch((replica) -> replica.guard().works()));
		// The first takes longer than it may: classes are loaded
		await().until(() -> {
			take(this.one, "warm");
			take(this.other, "warm");
			return redis.keys("analytics-api:bucket:*").size() == 1;
		});
	}

	@AfterEach
	void disconnect() {
		this.replicas.forEach(RedisReplica::close);
	}

	@HeapTest
	@Test
	void bucketsTakeWhatTheySay() {
		long before = this.one.weight();
		long taken = Heap.takenBy(() -> {
			IntStream.range(0, 4_000).forEach((i) -> take(this.one, i + "中".repeat(120)));
			return this.one;
		});
		assertThat(this.one.weight() - before).isBetween(taken * 9 / 10, taken * 4);
	}

	@Test
	void replicasTakeFromOneBucket() {
		long taken = IntStream.range(0, 30).filter((i) -> take((i % 2 == 0) ? this.one : this.other, "a")).count();
		assertThat(taken).isEqualTo(10);
	}

	@Test
	void thoseWhoTakeAtOnceGetNoMore() {
		List<CompletableFuture<Boolean>> takes = IntStream.range(0, 50)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> take((i % 2 == 0) ? this.one : this.other, "a")))
			.toList();
		assertThat(takes.stream().filter(CompletableFuture::join).count()).isEqualTo(10);
	}

	@Test
	void namesAreNotInRedisAndBucketsExpire() {
		take(this.one, "user_123");
		assertThat(redis.keys("*bucket*")).hasSize(2)
			.allMatch((key) -> key.matches("analytics-api:bucket:v1:[0-9a-f]{64}"))
			.allSatisfy((key) -> assertThat(redis.pttl(key)).isBetween(1L, 3_700_000L));
	}

	@Test
	void otherLimitsAreAnotherBucket() {
		IntStream.range(0, 10).forEach((i) -> take(this.one, "a"));
		BucketConfiguration more = BucketConfiguration.builder()
			.addLimit((limit) -> limit.capacity(20).refillGreedy(20, Duration.ofHours(1)))
			.build();
		assertThat(this.one.use("a", more, Bucket::getAvailableTokens)).isEqualTo(20);
	}

	@Test
	void garbageIsForgotten() {
		take(this.one, "a");
		redis.keys("*bucket*").forEach((key) -> redis.set(key, "garbage".getBytes(UTF_8)));
		assertThat(take(this.one, "a")).isTrue();
		redis.keys("*bucket*").forEach((key) -> {
			redis.del(key);
			redis.lpush(key, "of another type".getBytes(UTF_8));
		});
		assertThat(take(this.one, "a")).isTrue();
		await().untilAsserted(() -> {
			assertThat(take(this.one, "a")).isTrue();
			assertThat(redis.keys("*bucket*")).anyMatch((key) -> redis.type(key).equals("string"));
		});
	}

	@Test
	void withoutRedisAReplicaHasItsOwn() {
		RedisTokenBuckets alone = buckets("redis://localhost:1");
		long taken = IntStream.range(0, 30).filter((i) -> take(alone, "a")).count();
		assertThat(taken).isEqualTo(10);
	}

	private RedisTokenBuckets buckets(String url) {
		RedisReplica replica = new RedisReplica(url);
		this.replicas.add(replica);
		return new RedisTokenBuckets(replica.guard(), new LocalTokenBuckets(Ticker.systemTicker()));
	}

	private static boolean take(RedisTokenBuckets buckets, String name) {
		return buckets.use(name, TEN_AN_HOUR, (bucket) -> bucket.tryConsume(1));
	}

}
