package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.cache.CacheResult.Validity;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import org.jspecify.annotations.Nullable;

/**
 * Decides how stored rows may still be used.
 */
public final class Freshness {

	/** How far the clocks of replicas may be apart. */
	private static final Duration SKEW = Duration.ofMillis(500);

	private final CacheProperties properties;

	Freshness(CacheProperties properties) {
		this.properties = properties;
	}

	/** For how long rows are fresh. */
	private Duration lifetime(LogfireQuery query, Instant asOf) {
		boolean settled = this.properties.settling().isOver(query.end(), asOf);
		return settled ? this.properties.settledFreshness() : this.properties.freshness();
	}

	/**
	 * How old rows are. Rows from the future were dated by a clock that was set back
	 * since, or by another replica's that is ahead. They may be of any age, so they count
	 * as old enough to be served as a last resort only.
	 */
	Duration age(LogfireQuery query, Instant asOf, Instant now) {
		Duration age = Duration.between(asOf, now);
		if (age.plus(SKEW).isNegative()) {
			return lifetime(query, asOf).plus(this.properties.staleWhileRevalidate());
		}
		return age.isNegative() ? Duration.ZERO : age;
	}

	State state(LogfireQuery query, @Nullable StoredRows rows, Instant now) {
		if (rows == null) {
			return State.GONE;
		}
		Duration staleness = age(query, rows.asOf(), now).minus(lifetime(query, rows.asOf()));
		if (staleness.isNegative()) {
			return State.FRESH;
		}
		if (staleness.compareTo(this.properties.staleWhileRevalidate()) < 0) {
			return State.STALE;
		}
		return (staleness.compareTo(this.properties.staleIfError()) < 0) ? State.LAST_RESORT : State.GONE;
	}

	/** What a cache of the client's may do with an answer that is made of rows. */
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

	/** How stored rows may be used. */
	enum State {

		/** Served without asking Logfire. */
		FRESH,

		/** Served while they are renewed. */
		STALE,

		/** Served if they cannot be renewed. */
		LAST_RESORT,

		/** Absent, or too old to be served. */
		GONE

	}

}
