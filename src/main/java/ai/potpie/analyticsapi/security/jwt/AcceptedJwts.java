package ai.potpie.analyticsapi.security.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.security.Caller;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the callers of valid JWTs, by the JWTs' SHA-256, so that the next request of
 * a dashboard needs no signature check. An entry ends with its JWT, and after five
 * minutes, so that a JWT is refused soon after its issuer withdraws the key.
 */
class AcceptedJwts {

	private static final Duration MAX_AGE = Duration.ofMinutes(5);

	/** In bytes, which is a JWT for each user of a large dashboard. */
	private static final long MAX_WEIGHT = 10_000_000;

	/** In bytes, without the user id. */
	private static final int ENTRY_WEIGHT = 400;

	private final Clock clock;

	private final Cache<String, AcceptedJwt> accepted;

	/**
	 * Creates an empty memory.
	 * @param clock tells whether a JWT has expired
	 * @param ticker measures how long a JWT is remembered, also when the clock is set
	 * back
	 */
	AcceptedJwts(Clock clock, Ticker ticker) {
		this.clock = clock;
		this.accepted = Caffeine.newBuilder()
			.maximumWeight(MAX_WEIGHT)
			.weigher((String digest, AcceptedJwt jwt) -> weight(jwt.caller()))
			.expireAfterWrite(MAX_AGE)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	private static int weight(Caller caller) {
		String user = caller.userId();
		return ENTRY_WEIGHT + ((user != null) ? Character.BYTES * user.length() : 0);
	}

	/** Weight of all entries, in bytes. */
	long weight() {
		return this.accepted.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

	/** Returns the caller of a remembered JWT; null for any other token. */
	@Nullable Caller find(String digest) {
		AcceptedJwt known = this.accepted.getIfPresent(digest);
		return (known != null && isValid(known)) ? known.caller() : null;
	}

	/** When a remembered JWT expires; null for any other token. */
	@Nullable Instant expiry(String digest) {
		AcceptedJwt known = this.accepted.getIfPresent(digest);
		return (known != null) ? known.expiry() : null;
	}

	/**
	 * Returns the caller of a token.
	 * @param check checks a token that is not remembered, and returns null if it is no
	 * valid JWT
	 */
	@Nullable Caller get(String digest, Supplier<@Nullable AcceptedJwt> check) {
		Caller known = find(digest);
		if (known != null) {
			return known;
		}
		// Outside of the cache, which would let other tokens wait for this one's issuer
		AcceptedJwt checked = check.get();
		if (checked == null) {
			return null;
		}
		if (isValid(checked)) {
			this.accepted.put(digest, checked);
		}
		return checked.caller();
	}

	private boolean isValid(AcceptedJwt jwt) {
		return jwt.expiry().isAfter(this.clock.instant());
	}

}
