package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.cache.CacheResult.Validity;

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
	private Duration lifetime(Instant end, Instant asOf) {
		boolean settled = this.properties.settling().isOver(end, asOf);
		return settled ? this.properties.settledFreshness() : this.properties.freshness();
	}

	/**
	 * How old rows are. Rows from the future were dated by a clock that was set back
	 * since, or by another replica's that is ahead. They may be of any age, so they count
	 * as old enough to be served as a last resort only.
	 */
	Duration age(Instant end, Instant asOf, Instant now) {
		Duration age = Duration.between(asOf, now);
		if (age.plus(SKEW).isNegative()) {
			return lifetime(end, asOf).plus(this.properties.staleWhileRevalidate());
		}
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * How rows may still be used.
	 * @param end the first moment after the time that they are about
	 * @param asOf the moment up to which they are complete
	 */
	public State state(Instant end, Instant asOf, Instant now) {
		Duration staleness = age(end, asOf, now).minus(lifetime(end, asOf));
		if (staleness.isNegative()) {
			return State.FRESH;
		}
		if (staleness.compareTo(this.properties.staleWhileRevalidate()) < 0) {
			return State.STALE;
		}
		return (staleness.compareTo(this.properties.staleIfError()) < 0) ? State.LAST_RESORT : State.GONE;
	}

	/** What a cache of the client's may do with an answer that is made of rows. */
	Validity validity(Instant end, Instant asOf) {
		return new Validity(lifetime(end, asOf), this.properties.staleWhileRevalidate(),
				this.properties.staleIfError());
	}

	/**
	 * How long a renewal is waited for where only its failure allows to serve what is
	 * stored.
	 */
	public Duration staleWait() {
		return this.properties.staleWait();
	}

	/** How long rows are worth keeping. */
	public Duration longest() {
		Duration fresh = this.properties.freshness();
		Duration settled = this.properties.settledFreshness();
		return ((fresh.compareTo(settled) > 0) ? fresh : settled).plus(this.properties.staleIfError());
	}

	/** How stored rows may be used. */
	public enum State {

		/** Served without asking Logfire. */
		FRESH,

		/** Served while they are renewed. */
		STALE,

		/** Served if they cannot be renewed. */
		LAST_RESORT,

		/** Too old to be served. */
		GONE

	}

}
