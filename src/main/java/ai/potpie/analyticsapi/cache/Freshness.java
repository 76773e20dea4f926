package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.logfire.LogfireQuery;
import org.jspecify.annotations.Nullable;

/**
 * How good stored rows still are.
 */
public final class Freshness {

	private final CacheProperties properties;

	Freshness(CacheProperties properties) {
		this.properties = properties;
	}

	/** How long rows are as good as new. */
	private Duration lifetime(LogfireQuery query, Instant asOf) {
		boolean settled = !query.end().plus(this.properties.settlingTime()).isAfter(asOf);
		return settled ? this.properties.settledFreshness() : this.properties.freshness();
	}

	State state(LogfireQuery query, @Nullable StoredRows rows, Instant now) {
		if (rows == null) {
			return State.GONE;
		}
		Duration staleness = Duration.between(rows.asOf(), now).minus(lifetime(query, rows.asOf()));
		if (staleness.isNegative()) {
			return State.FRESH;
		}
		if (staleness.compareTo(this.properties.staleWhileRevalidate()) < 0) {
			return State.STALE;
		}
		return (staleness.compareTo(this.properties.staleIfError()) < 0) ? State.LAST_RESORT : State.GONE;
	}

	/** What a cache of the client's may do with rows. */
	Validity validity(LogfireQuery query, Instant asOf) {
		return new Validity(lifetime(query, asOf), this.properties.staleWhileRevalidate(),
				this.properties.staleIfError());
	}

	/** How long rows are worth keeping. */
	public Duration longest() {
		Duration fresh = this.properties.freshness();
		Duration settled = this.properties.settledFreshness();
		return ((fresh.compareTo(settled) > 0) ? fresh : settled).plus(this.properties.staleIfError());
	}

	/** What stored rows are good for. */
	enum State {

		/** As good as new. */
		FRESH,

		/** Good enough while they are renewed. */
		STALE,

		/** Better than an error. */
		LAST_RESORT,

		/** There are none, or none that may be served. */
		GONE

	}

}
