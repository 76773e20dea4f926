package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.potpie.analyticsapi.cache.Lookup.Kind;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;

/**
 * One load of rows, for any number of those who wait for them. None of them can cancel
 * it.
 */
final class Flight {

	private final CompletableFuture<Loaded> result = new CompletableFuture<>();

	private final AtomicBoolean waitedFor = new AtomicBoolean();

	private final long start = System.nanoTime();

	void landed(Loaded loaded) {
		this.result.complete(loaded);
	}

	void failed(Throwable failure) {
		this.result.completeExceptionally(failure);
	}

	/** Whether whoever asks this is the first. */
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
	Loaded await(Duration time) {
		try {
			return this.result.get(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new LogfireException(Reason.TIMED_OUT, "Logfire did not answer in time");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LogfireException(Reason.BUSY, "The service is being stopped", Duration.ofSeconds(1), ex);
		}
	}

	/**
	 * The rows, if there are any that soon.
	 * @param time counts from the flight's begin
	 */
	Optional<Loaded> within(Duration time) {
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
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	/**
	 * What a flight brought.
	 *
	 * @param kind from where
	 * @param logfire how long Logfire took; zero if it was not asked
	 */
	record Loaded(StoredRows rows, Kind kind, Duration logfire) {

		static Loaded stored(StoredRows rows, Kind kind) {
			return new Loaded(rows, kind, Duration.ZERO);
		}

	}

}
