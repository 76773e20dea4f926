package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.cache.StoredRows;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.LogfireProject;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;
import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RedisRowsTests {

	private static final LogfireProject PROJECT = new LogfireProject("https://logfire.example.com", "hash");

	private static final Instant START = Instant.parse("2026-02-11T00:00:00Z");

	private static final LogfireQuery QUERY = query("SELECT 1");

	private static final Question<?> QUESTION = new Asked(QUERY);

	private static final RowKey KEY = RowKey.of(PROJECT, QUERY);

	private static final Instant AS_OF = Instant.parse("2026-02-12T09:13:02.123Z");

	private static final StoredRows ROWS = rows("some");

	private static RedisServer server;

	private static RedisCommands<String, byte[]> redis;

	private RedisReplica one;

	private RedisReplica other;

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
		this.one = new RedisReplica(server.url());
		this.other = new RedisReplica(server.url());
		await().until(() -> this.one.guard().works() && this.other.guard().works());
	}

	@AfterEach
	void disconnect() {
		this.one.close();
		this.other.close();
	}

	@Test
	void oneReplicaFindsWhatAnotherHasLoaded() {
		assertThat(load(this.one, () -> ROWS)).isSameAs(ROWS);
		awaitStored();
		assertThat(this.other.rows().find(QUESTION)).hasValueSatisfying((found) -> {
			assertThat(found.packed()).isEqualTo(ROWS.packed());
			assertThat(found.asOf()).isEqualTo(AS_OF);
		});
	}

	@Test
	void nothingIsFoundWhereNothingIs() {
		assertThat(this.one.rows().find(QUESTION)).isEmpty();
	}

	@Test
	void whatIsStoredExpires() {
		load(this.one, () -> ROWS);
		awaitStored();
		assertThat(redis.pttl(KEY.rows())).isBetween(1L, RedisReplica.LIFETIME.toMillis());
	}

	@Test
	void keysTellNothing() {
		load(this.one, () -> ROWS);
		awaitStored();
		assertThat(redis.keys("*")).allMatch(
				(key) -> key.matches("analytics-api:(rows:v1:[0-9a-f]{64}|lock:v1:[0-9a-f]{64}|probe:[0-9a-f-]{36})"));
	}

	@Test
	void queriesThatDifferInAnythingHaveKeysOfTheirOwn() {
		List<RowKey> keys = List.of(KEY, RowKey.of(PROJECT, query("SELECT 2")),
				RowKey.of(new LogfireProject(PROJECT.url(), "other"), QUERY),
				RowKey.of(new LogfireProject(PROJECT.url() + "h", "ash"), QUERY),
				RowKey.of(PROJECT, new LogfireQuery(QUERY.sql(), START.plusNanos(1), QUERY.end(), 10)),
				RowKey.of(PROJECT, new LogfireQuery(QUERY.sql(), START, QUERY.end().plusNanos(1), 10)),
				RowKey.of(PROJECT, new LogfireQuery(QUERY.sql(), START, QUERY.end(), 11)));
		assertThat(keys).doesNotHaveDuplicates();
		assertThat(keys.stream().map(RowKey::rows)).doesNotHaveDuplicates();
		assertThat(RowKey.of(PROJECT, query("SELECT 1"))).isEqualTo(KEY);
	}

	@TestFactory
	List<DynamicTest> garbageIsNothingAndIsOverwritten() {
		byte[] value = RowValue.of(KEY, ROWS);
		Map<String, byte[]> garbage = Map.of("empty", new byte[0], "one byte", new byte[] { 1 }, "text",
				"hello".getBytes(UTF_8), "JSON", "{\"data\":[]}".getBytes(UTF_8), "without its end",
				Arrays.copyOf(value, value.length - 1), "the head alone", Arrays.copyOf(value, 41), "with more",
				Arrays.copyOf(value, value.length + 1), "another version", flipped(value, 0), "another time",
				flipped(value, 36), "other rows", flipped(value, 45));
		return garbage.entrySet().stream().map((one) -> DynamicTest.dynamicTest(one.getKey(), () -> {
			redis.set(KEY.rows(), one.getValue());
			assertThat(this.one.rows().find(QUESTION)).isEmpty();
			assertThat(load(this.one, () -> ROWS)).isSameAs(ROWS);
			await().until(() -> this.other.rows().find(QUESTION).isPresent());
		})).toList();
	}

	@Test
	void garbageOfAnotherTypeIsNothingAndIsOverwritten() {
		redis.lpush(KEY.rows(), "x".getBytes(UTF_8));
		redis.lpush(KEY.lock(), "x".getBytes(UTF_8));
		assertThat(this.one.rows().find(QUESTION)).isEmpty();
		assertThat(load(this.one, () -> ROWS)).isSameAs(ROWS);
		awaitStored();
	}

	@Test
	void rowsUnderTheKeyOfOthersAreNothing() {
		redis.set(KEY.rows(), RowValue.of(RowKey.of(PROJECT, query("SELECT 2")), rows("of somebody else")));
		assertThat(this.one.rows().find(QUESTION)).isEmpty();
	}

	@Test
	void rowsThatAreNotWantedAreReplaced() {
		redis.set(KEY.rows(), RowValue.of(KEY, rows("old")));
		StoredRows loaded = this.one.rows().load(QUESTION, (rows) -> false, soon(), () -> ROWS);
		assertThat(loaded).isSameAs(ROWS);
		await().untilAsserted(() -> assertThat(redis.get(KEY.rows())).isEqualTo(RowValue.of(KEY, ROWS)));
	}

	@Test
	void oneLoadsAndTheOtherWaits() {
		AtomicInteger loads = new AtomicInteger();
		// Longer than the lock would live by itself
		Supplier<StoredRows> slow = slow(loads, RedisLock.LIFETIME.plusSeconds(1));
		CompletableFuture<StoredRows> first = CompletableFuture.supplyAsync(() -> load(this.one, slow));
		await().until(() -> loads.get() == 1);
		assertThat(load(this.other, slow).packed()).isEqualTo(ROWS.packed());
		assertThat(first.join()).isSameAs(ROWS);
		assertThat(loads).hasValue(1);
		await().until(() -> redis.exists(KEY.lock()) == 0);
	}

	@Test
	void theLockOfAnOwnerThatIsGoneIsWaitedOutAndNoLonger() {
		redis.psetex(KEY.lock(), RedisLock.LIFETIME.toMillis(), "gone".getBytes(UTF_8));
		long start = System.nanoTime();
		assertThat(load(this.one, () -> ROWS)).isSameAs(ROWS);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1000),
				Duration.ofSeconds(10));
	}

	@Test
	void aLockThatWouldNotExpireIsNone() {
		redis.set(KEY.lock(), "for ever".getBytes(UTF_8));
		long start = System.nanoTime();
		load(this.one, () -> ROWS);
		redis.psetex(KEY.lock(), 3_600_000, "for an hour".getBytes(UTF_8));
		this.one.rows()
			.load(QUESTION, (rows) -> false, Deadline.in(Duration.ofSeconds(1), Ticker.systemTicker()), () -> ROWS);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
	}

	@Test
	void whoeverWaitsLoadsIfTheOwnerFails() {
		LogfireException failure = new LogfireException(Reason.FAILED, "no");
		AtomicInteger failures = new AtomicInteger();
		CompletableFuture<StoredRows> first = CompletableFuture.supplyAsync(() -> load(this.one, () -> {
			slow(failures, Duration.ofMillis(500)).get();
			throw failure;
		}));
		await().until(() -> failures.get() == 1);
		assertThat(load(this.other, () -> ROWS)).isSameAs(ROWS);
		assertThatThrownBy(first::join).hasCause(failure);
	}

	@Test
	void whoeverWaitsAsksWhenTheTimeIsOver() {
		redis.psetex(KEY.lock(), RedisLock.LIFETIME.toMillis(), "somebody".getBytes(UTF_8));
		Deadline soon = Deadline.in(Duration.ofMillis(200), Ticker.systemTicker());
		assertThat(this.one.rows().load(QUESTION, (rows) -> true, soon, () -> ROWS)).isSameAs(ROWS);
		assertThat(redis.get(KEY.lock())).isEqualTo("somebody".getBytes(UTF_8));
	}

	@Test
	void whatCanNotBeStoredIsAnswered() {
		redis.configSet("maxmemory", "1");
		try {
			assertThat(load(this.one, () -> ROWS)).isSameAs(ROWS);
		}
		finally {
			redis.configSet("maxmemory", "0");
		}
	}

	@Test
	void withoutRedisThereIsNothingToWaitFor() {
		assertThat(this.one.rows().patience()).isPositive();
		try (RedisReplica alone = new RedisReplica("redis://localhost:1")) {
			assertThat(alone.rows().patience()).isZero();
			assertThat(alone.rows().find(QUESTION)).isEmpty();
			assertThat(load(alone, () -> ROWS)).isSameAs(ROWS);
		}
	}

	private void awaitStored() {
		await().until(() -> redis.get(KEY.rows()) != null);
	}

	private static Deadline soon() {
		return Deadline.in(Duration.ofSeconds(30), Ticker.systemTicker());
	}

	private static StoredRows load(RedisReplica replica, Supplier<StoredRows> loader) {
		return replica.rows().load(QUESTION, (rows) -> true, soon(), loader);
	}

	private static Supplier<StoredRows> slow(AtomicInteger loads, Duration time) {
		return () -> {
			loads.incrementAndGet();
			try {
				Thread.sleep(time.toMillis());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return ROWS;
		};
	}

	private static byte[] flipped(byte[] value, int index) {
		byte[] flipped = value.clone();
		flipped[index] ^= 2;
		return flipped;
	}

	private static LogfireQuery query(String text) {
		return new LogfireQuery(Sql.of(text), START, START.plusSeconds(86_400), 10);
	}

	private static StoredRows rows(String text) {
		return new StoredRows(text.getBytes(UTF_8), AS_OF);
	}

	private record Asked(LogfireQuery query) implements Question<String> {

		@Override
		public Instant end() {
			return this.query.end();
		}

		@Override
		public Stream<String> texts() {
			return Stream.empty();
		}

		@Override
		public String answer(Rows rows, Instant asOf) {
			throw new UnsupportedOperationException("Redis folds no rows");
		}

	}

}
