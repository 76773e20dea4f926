package ai.potpie.analyticsapi.cache;

import java.time.Duration;

/**
 * Where the cache found an answer, and for how long that answer may be served again.
 *
 * @param source where it was found
 * @param collapsed whether another request had begun the load that brought it
 * @param age since Logfire answered
 * @param validity what caches may do with it
 * @param logfire how long Logfire took for it just now; zero if it was stored
 */
public record CacheResult(Source source, boolean collapsed, Duration age, Validity validity, Duration logfire) {

	/** Remaining freshness; negative once it is stale. */
	public Duration ttl() {
		return this.validity.maxAge().minus(this.age);
	}

	/** Where an answer may be found. */
	public enum Source {

		/** In this process's memory, fresh. */
		HIT,

		/** In what replicas share, fresh. */
		SHARED,

		/** Stored, and no longer fresh. */
		STALE,

		/** In Logfire. */
		MISS

	}

	/**
	 * For how long an answer may be served again, by RFC 9111 and RFC 5861.
	 *
	 * @param maxAge up to this age it is fresh
	 * @param staleWhileRevalidate how much longer it may be served while it is renewed
	 * @param staleIfError how much longer it may be served if it cannot be renewed
	 */
	public record Validity(Duration maxAge, Duration staleWhileRevalidate, Duration staleIfError) {
	}

}
