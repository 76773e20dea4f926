package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.cache.SharedRows;
import ai.potpie.analyticsapi.cache.StoredRows;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.LogfireProject;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.SetArgs;

/**
 * Stores rows in Redis, with a lock for the replica that loads them.
 */
class RedisRows implements SharedRows {

	/** Redis answers in less than one millisecond, and clients do not notice ten. */
	private static final Duration PATIENCE = Duration.ofMillis(10);

	private static final Duration POLL = Duration.ofMillis(25);

	private static final ScanArgs ALL_ROWS = ScanArgs.Builder.matches(RowKey.ROWS + "*").limit(1000);

	private final RedisGuard redis;

	private final ScheduledExecutorService timer;

	private final LogfireProject project;

	private final SetArgs expiry;

	private final ConcurrentMap<RowKey, CompletableFuture<Optional<StoredRows>>> finds = new ConcurrentHashMap<>();

	/**
	 * Creates a store of rows.
	 * @param timer renews locks
	 * @param project the project of the rows
	 * @param lifetime how long stored rows are of use
	 */
	RedisRows(RedisGuard redis, ScheduledExecutorService timer, LogfireProject project, Duration lifetime) {
		this.redis = redis;
		this.timer = timer;
		this.project = project;
		this.expiry = SetArgs.Builder.px(lifetime.toMillis());
	}

	/** Threads that look for the same rows at once share one command. */
	@Override
	public Optional<StoredRows> find(Question<?> question) {
		RowKey key = RowKey.of(this.project, question.query());
		CompletableFuture<Optional<StoredRows>> begun = new CompletableFuture<>();
		CompletableFuture<Optional<StoredRows>> running = this.finds.putIfAbsent(key, begun);
		if (running != null) {
			return running.join();
		}
		Optional<StoredRows> found = Optional.empty();
		try {
			found = look(key);
			return found;
		}
		finally {
			this.finds.remove(key);
			begun.complete(found);
		}
	}

	@Override
	public StoredRows load(Question<?> question, Predicate<StoredRows> wanted, Deadline deadline,
			Supplier<StoredRows> loader) {
		RowKey key = RowKey.of(this.project, question.query());
		RedisLock lock = new RedisLock(key.lock());
		boolean mayWait = true;
		while (mayWait) {
			Optional<StoredRows> rows = look(key).filter(wanted);
			if (rows.isPresent()) {
				return rows.get();
			}
			if (this.redis.ask(lock::take).orElse(0L) == 1) {
				return loadAlone(key, lock, wanted, loader);
			}
			mayWait = this.redis.works() && pause(deadline);
		}
		return loadAndStore(key, loader);
	}

	@Override
	public Duration patience() {
		return this.redis.works() ? PATIENCE : Duration.ZERO;
	}

	@Override
	public void clear() {
		Optional<KeyScanCursor<String>> found = this.redis.ask((commands) -> commands.scan(ALL_ROWS));
		while (found.isPresent()) {
			KeyScanCursor<String> page = found.get();
			if (!page.getKeys().isEmpty()) {
				this.redis.tell((commands) -> commands.unlink(page.getKeys().toArray(String[]::new)));
			}
			found = page.isFinished() ? Optional.empty() : this.redis.ask((commands) -> commands.scan(page, ALL_ROWS));
		}
	}

	private StoredRows loadAlone(RowKey key, RedisLock lock, Predicate<StoredRows> wanted,
			Supplier<StoredRows> loader) {
		long renewal = RedisLock.LIFETIME.toMillis() / 4;
		ScheduledFuture<?> renewals = this.timer.scheduleAtFixedRate(() -> this.redis.tell(lock::renew), renewal,
				renewal, TimeUnit.MILLISECONDS);
		try {
			// Another replica may have stored them before this one took the lock
			return look(key).filter(wanted).orElseGet(() -> loadAndStore(key, loader));
		}
		finally {
			renewals.cancel(false);
			// Redis gets this after the rows, because there is one connection
			this.redis.tell(lock::release);
		}
	}

	private StoredRows loadAndStore(RowKey key, Supplier<StoredRows> loader) {
		StoredRows rows = loader.get();
		this.redis.tell((commands) -> commands.set(key.rows(), RowValue.of(key, rows), this.expiry));
		return rows;
	}

	/**
	 * Uses MGET for a single key, because it returns null instead of an error for a value
	 * of another type.
	 */
	private Optional<StoredRows> look(RowKey key) {
		return this.redis.ask((commands) -> commands.mget(key.rows()))
			.flatMap((values) -> RowValue.read(key, values.get(0).getValueOrElse(null)));
	}

	/** Waits a little; returns false if there is no time left. */
	private static boolean pause(Deadline deadline) {
		if (deadline.left().compareTo(POLL) < 0) {
			return false;
		}
		try {
			Thread.sleep(POLL.toMillis());
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
