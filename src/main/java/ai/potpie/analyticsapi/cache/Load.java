package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.logfire.Waiting;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * One load of rows, for any number of requests that wait for it. None of them can cancel
 * it.
 */
final class Load {

	private final CompletableFuture<LoadedRows> result = new CompletableFuture<>();

	private final AtomicBoolean waitedFor = new AtomicBoolean();

	private final Ticker ticker;

	private final long start;

	/** Begins now. */
	Load(Ticker ticker) {
		this.ticker = ticker;
		this.start = ticker.read();
	}

	void complete(LoadedRows loaded) {
		this.result.complete(loaded);
	}

	void fail(Throwable failure) {
		this.result.completeExceptionally(failure);
	}

	boolean hasFailed() {
		return this.result.isCompletedExceptionally();
	}

	/** Whether this is the first call. */
	boolean isFirstWaiter() {
		return this.waitedFor.compareAndSet(false, true);
	}

	boolean isOlderThan(Duration time) {
		return age().compareTo(time) > 0;
	}

	/**
	 * Waits for the rows.
	 * @throws LogfireException if there are none, or none in time
	 */
	LoadedRows await(Duration time) {
		return Waiting.on(this.result, time, "Logfire did not answer in time");
	}

	/**
	 * The rows, if they are loaded soon enough.
	 * @param time counts from the beginning of the load
	 */
	Optional<LoadedRows> within(Duration time) {
		Duration left = time.minus(age());
		if (left.isNegative() && !this.result.isDone()) {
			return Optional.empty();
		}
		try {
			return Optional.of(await(left));
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

	private Duration age() {
		return Duration.ofNanos(this.ticker.read() - this.start);
	}

	/**
	 * What a load brought.
	 *
	 * @param source where it found them
	 * @param logfire how long Logfire took; zero if it was not asked
	 */
	record LoadedRows(StoredRows rows, Source source, Duration logfire) {

		static LoadedRows stored(StoredRows rows, Source source) {
			return new LoadedRows(rows, source, Duration.ZERO);
		}

	}

}
