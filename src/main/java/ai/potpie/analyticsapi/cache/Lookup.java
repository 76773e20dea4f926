package ai.potpie.analyticsapi.cache;

import java.time.Duration;

/**
 * Where an answer was found.
 *
 * @param kind where
 * @param collapsed whether it was asked for together with others that came first
 * @param age since Logfire answered
 * @param validity for how long it may be served again
 * @param logfire how long Logfire took for it just now; zero if it was stored
 */
public record Lookup(Kind kind, boolean collapsed, Duration age, Validity validity, Duration logfire) {

	/** Where an answer may be found. */
	public enum Kind {

		/** In this process's memory, fresh. */
		HIT,

		/** In what replicas share, fresh. */
		SHARED,

		/** Stored, and older than fresh. */
		STALE,

		/** In Logfire. */
		MISS

	}

	/** How long it is as good as new from now on; negative if it was so until then. */
	public Duration ttl() {
		return this.validity.maxAge().minus(this.age);
	}

}
