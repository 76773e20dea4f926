package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

import ai.potpie.analyticsapi.cache.Flight.Loaded;
import ai.potpie.analyticsapi.cache.Lookup.Kind;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Urgency;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The loads under way: one at most for a query. They have threads of their own, because
 * they outlast those who began them.
 */
class Flights {

	/** What the queries that failed may weigh, in bytes. */
	private static final int MAX_FAILURES = 4_000_000;

	private final ConcurrentMap<LogfireQuery, Flight> flights = new ConcurrentHashMap<>();

	private final Cache<LogfireQuery, Boolean> failures;

	private final RowLoader loader;

	private final LocalRows local;

	private final Executor executor;

	private final Duration timeout;

	private final FailureLog log = new FailureLog();

	/**
	 * Has none under way.
	 * @param timeout how long a load may take
	 * @param refreshPause how long a renewal that failed is not begun again
	 */
	Flights(RowLoader loader, LocalRows local, Executor executor, Duration timeout, Duration refreshPause) {
		this.loader = loader;
		this.local = local;
		this.executor = executor;
		this.timeout = timeout;
		this.failures = Caffeine.newBuilder()
			.maximumWeight(MAX_FAILURES)
			.weigher((LogfireQuery query, Boolean failed) -> query.weight())
			.expireAfterWrite(refreshPause)
			.executor(Runnable::run)
			.build();
	}

	/** Joins the load of rows that there are none of, or begins it. */
	Flight load(Question<?> question, LogfireQuery query) {
		return join(question, query, Urgency.WAITED_FOR, null);
	}

	/**
	 * Joins the renewal of rows, or begins it.
	 * @return empty if the last one has failed a moment ago
	 */
	Optional<Flight> renew(Question<?> question, LogfireQuery query, Urgency urgency, StoredRows rows) {
		boolean failed = this.failures.getIfPresent(query) != null;
		return failed ? Optional.empty() : Optional.of(join(question, query, urgency, rows));
	}

	private Flight join(Question<?> question, LogfireQuery query, Urgency urgency, @Nullable StoredRows old) {
		Flight begun = new Flight();
		Flight joined = this.flights.merge(query, begun, this::timely);
		if (joined != begun) {
			return joined;
		}
		try {
			this.executor.execute(() -> fly(begun, question, query, urgency, old));
		}
		catch (RuntimeException | Error ex) {
			this.flights.remove(query, begun);
			begun.failed(ex);
		}
		return begun;
	}

	// Who asks again after a timeout may come before the load has given up as well
	private Flight timely(Flight flying, Flight begun) {
		return flying.isOlderThan(this.timeout) ? begun : flying;
	}

	private void fly(Flight flight, Question<?> question, LogfireQuery query, Urgency urgency,
			@Nullable StoredRows old) {
		try {
			Loaded loaded = landedMeanwhile(question, query)
				.orElseGet(() -> this.loader.load(question, query, urgency));
			this.local.replace(query, loaded.rows());
			this.flights.remove(query, flight);
			flight.landed(loaded);
		}
		catch (Throwable ex) {
			this.failures.put(query, true);
			this.flights.remove(query, flight);
			flight.failed(ex);
			if (old != null) {
				this.log.notRenewed(ex);
			}
		}
	}

	/** What another flight brought between looking into memory and beginning this one. */
	private Optional<Loaded> landedMeanwhile(Question<?> question, LogfireQuery query) {
		return Optional.ofNullable(this.local.get(query))
			.filter((rows) -> this.loader.isWanted(rows, question, query))
			.map((rows) -> Loaded.stored(rows, Kind.HIT));
	}

}
