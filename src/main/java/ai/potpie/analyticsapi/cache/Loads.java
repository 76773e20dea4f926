package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.Urgency;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Interner;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The loads under way, at most one for a question, and those that failed a moment ago.
 * They have threads of their own, since they outlast the requests that began them.
 */
class Loads {

	/** The most memory for questions whose loads failed, in bytes. */
	private static final int MAX_FAILED = 4_000_000;

	private static final Duration UNTIL_IT_ENDS = Duration.ofNanos(Long.MAX_VALUE);

	private final Cache<Question<?>, Load> loads;

	/** The questions that a thread loads from the history: others wait for it. */
	private final Interner<Question<?>> renewed = Interner.newWeakInterner();

	private final RowLoader loader;

	private final LocalRows local;

	private final Executor executor;

	private final Duration timeout;

	private final Ticker ticker;

	private final FailureLog log;

	/** How often all that was stored has been forgotten. */
	private final AtomicLong generation = new AtomicLong();

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
		this.loads = Caffeine.newBuilder()
			.maximumWeight(MAX_FAILED)
			.weigher((Question<?> key, Load load) -> load.hasFailed() ? key.weight() : 0)
			.expireAfter(
					Expiry.writing((Question<?> key, Load load) -> load.hasFailed() ? refreshPause : UNTIL_IT_ENDS))
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	/** Forgets all rows, also those that are being loaded: these loads begin again. */
	void clear() {
		this.generation.incrementAndGet();
		forget();
	}

	private void forget() {
		this.local.clear();
		this.loader.clear();
	}

	/** Loads and stores rows: again, if all were forgotten before these were stored. */
	private <T> T current(Supplier<T> load) {
		long begun = this.generation.get();
		T loaded = load.get();
		if (this.generation.get() == begun) {
			return loaded;
		}
		forget();
		return current(load);
	}

	/** The rows that a replica has stored, of whatever age. */
	Optional<StoredRows> find(Question<?> question) {
		return current(() -> this.loader.find(question).map((found) -> this.local.keep(question, found)));
	}

	/** Joins the load of rows that are not stored, or begins it. */
	Load load(Question<?> question) {
		return join(question, Urgency.WAITED_FOR, null);
	}

	/**
	 * Joins the renewal of rows, or begins it.
	 * @return empty if one has failed within the refresh pause
	 */
	Optional<Load> renew(Question<?> question, Urgency urgency, StoredRows rows) {
		Load last = this.loads.getIfPresent(question.key());
		boolean failed = last != null && last.hasFailed();
		return failed ? Optional.empty() : Optional.of(join(question, urgency, rows));
	}

	/**
	 * Replaces rows that lack facts by those of the history, if it has these facts. Many
	 * may need the same rows at the same time: the first loads them.
	 * @param required the moment up to which rows have to be complete
	 */
	void renewFromHistory(Question<?> question, Instant required) {
		synchronized (this.renewed.intern(question.key())) {
			StoredRows stored = this.local.get(question);
			if (stored == null || stored.asOf().isBefore(required)) {
				current(() -> {
					Optional<StoredRows> loaded = this.loader.loadFromHistory(question)
						.filter((rows) -> !rows.asOf().isBefore(required));
					loaded.ifPresent((rows) -> this.local.replace(question, rows));
					return loaded;
				});
			}
		}
	}

	private Load join(Question<?> question, Urgency urgency, @Nullable StoredRows old) {
		Load begun = new Load(this.ticker);
		Load joined = this.loads.asMap().merge(question.key(), begun, this::joinable);
		if (joined != begun) {
			return joined;
		}
		try {
			this.executor.execute(() -> run(begun, question, urgency, old));
		}
		catch (RuntimeException | Error ex) {
			this.loads.asMap().remove(question.key(), begun);
			begun.fail(ex);
		}
		return begun;
	}

	// A request that is repeated after a timeout may come before the load has timed out
	// too
	private Load joinable(Load last, Load begun) {
		return (last.hasFailed() || last.isOlderThan(this.timeout)) ? begun : last;
	}

	private void run(Load load, Question<?> question, Urgency urgency, @Nullable StoredRows old) {
		try {
			LoadedRows loaded = current(() -> loadAndStore(question, urgency));
			this.loads.asMap().remove(question.key(), load);
			load.complete(loaded);
		}
		catch (Throwable ex) {
			load.fail(ex);
			// Weighed and kept as a failure, unless another one has begun
			this.loads.asMap().replace(question.key(), load, load);
			if (old != null) {
				this.log.notRenewed(ex);
			}
		}
	}

	private LoadedRows loadAndStore(Question<?> question, Urgency urgency) {
		LoadedRows loaded = storedMeanwhile(question).orElseGet(() -> this.loader.load(question, urgency));
		this.local.replace(question, loaded.rows());
		return loaded;
	}

	/**
	 * What another load stored after the memory was searched and before this one began.
	 */
	private Optional<LoadedRows> storedMeanwhile(Question<?> question) {
		return Optional.ofNullable(this.local.get(question))
			.filter((rows) -> this.loader.isWanted(rows, question))
			.map((rows) -> LoadedRows.stored(rows, Source.HIT));
	}

}
