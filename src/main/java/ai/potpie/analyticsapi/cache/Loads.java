package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The loads under way: at most one for a query. They have threads of their own, since
 * they outlast the requests that began them.
 */
class Loads {

	/** What queries that failed may weigh, in bytes. */
	private static final int MAX_FAILURES = 4_000_000;

	private final ConcurrentMap<LogfireQuery, Load> loads = new ConcurrentHashMap<>();

	private final Cache<LogfireQuery, Boolean> failures;

	private final RowLoader loader;

	private final LocalRows local;

	private final Executor executor;

	private final Duration timeout;

	private final Ticker ticker;

	private final FailureLog log;

	/**
	 * Creates loads.
	 * @param timeout how long a load may take
	 * @param refreshPause how long after a failure nothing is renewed again
	 */
	Loads(RowLoader loader, LocalRows local, Executor executor, Duration timeout, Duration refreshPause,
			Ticker ticker) {
		this.loader = loader;
		this.local = local;
		this.executor = executor;
		this.timeout = timeout;
		this.ticker = ticker;
		this.log = new FailureLog(ticker);
		this.failures = Caffeine.newBuilder()
			.maximumWeight(MAX_FAILURES)
			.weigher((LogfireQuery query, Boolean failed) -> query.weight())
			.expireAfterWrite(refreshPause)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	/** What loads under way have read so far is outdated. */
	void outdate() {
		this.loader.outdate();
	}

	/** Joins the load of rows that are not stored, or begins it. */
	Load load(Question<?> question, LogfireQuery query) {
		return join(question, query, Urgency.WAITED_FOR, null);
	}

	/**
	 * Joins the renewal of rows, or begins it.
	 * @return empty if one has failed within the refresh pause
	 */
	Optional<Load> renew(Question<?> question, LogfireQuery query, Urgency urgency, StoredRows rows) {
		boolean failed = this.failures.getIfPresent(query) != null;
		return failed ? Optional.empty() : Optional.of(join(question, query, urgency, rows));
	}

	/**
	 * Replaces rows that lack facts by those of the history, if it has these facts. Many
	 * may need the same rows at the same time: the first loads them.
	 * @param required the moment up to which rows have to be complete
	 */
	void renewFromHistory(Question<?> question, LogfireQuery query, Instant required) {
		synchronized (query) {
			StoredRows stored = this.local.get(query);
			if (stored == null || stored.asOf().isBefore(required)) {
				this.loader.loadFromHistory(question, query)
					.filter((rows) -> !rows.asOf().isBefore(required))
					.ifPresent((rows) -> this.local.replace(query, rows));
			}
		}
	}

	private Load join(Question<?> question, LogfireQuery query, Urgency urgency, @Nullable StoredRows old) {
		Load begun = new Load(this.ticker);
		Load joined = this.loads.merge(query, begun, this::timely);
		if (joined != begun) {
			return joined;
		}
		try {
			this.executor.execute(() -> run(begun, question, query, urgency, old));
		}
		catch (RuntimeException | Error ex) {
			this.loads.remove(query, begun);
			begun.fail(ex);
		}
		return begun;
	}

	// A request that is repeated after a timeout may come before the load has timed out
	// too
	private Load timely(Load running, Load begun) {
		return running.isOlderThan(this.timeout) ? begun : running;
	}

	private void run(Load load, Question<?> question, LogfireQuery query, Urgency urgency, @Nullable StoredRows old) {
		try {
			LoadedRows loaded = storedMeanwhile(question, query)
				.orElseGet(() -> this.loader.load(question, query, urgency));
			this.local.replace(query, loaded.rows());
			this.loads.remove(query, load);
			load.complete(loaded);
		}
		catch (Throwable ex) {
			this.failures.put(query, true);
			this.loads.remove(query, load);
			load.fail(ex);
			if (old != null) {
				this.log.notRenewed(ex);
			}
		}
	}

	/**
	 * What another load stored after the memory was searched and before this one began.
	 */
	private Optional<LoadedRows> storedMeanwhile(Question<?> question, LogfireQuery query) {
		return Optional.ofNullable(this.local.get(query))
			.filter((rows) -> this.loader.isWanted(rows, question, query))
			.map((rows) -> LoadedRows.stored(rows, Source.HIT));
	}

}
