package ai.potpie.analyticsapi.security.jwt;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.security.Caller;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Remembers JWTs that were checked, by their SHA-256, so that a dashboard's next request
 * costs no reading and no signature check. Never beyond their expiry; and not for long,
 * so that a token ends soon after the key that signed it.
 */
class AcceptedJwts {

	private static final Duration AT_MOST = Duration.ofMinutes(5);

	/** In bytes: one for each user of a large dashboard. */
	private static final long AT_MOST_TOKENS = 10_000_000;

	/** Of one whose user has no name. */
	private static final int WEIGHT = 400;

	private final Clock clock;

	private final Cache<String, AcceptedJwt> accepted;

	/**
	 * Remembers none.
	 * @param clock tells whether a JWT is expired
	 * @param ticker measures how long it is remembered, whatever the clock is set to
	 */
	AcceptedJwts(Clock clock, Ticker ticker) {
		this.clock = clock;
		this.accepted = Caffeine.newBuilder()
			.maximumWeight(AT_MOST_TOKENS)
			.weigher((String digest, AcceptedJwt jwt) -> weight(jwt.caller()))
			.expireAfterWrite(AT_MOST)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	private static int weight(Caller caller) {
		String user = caller.userId();
		return WEIGHT + ((user != null) ? Character.BYTES * user.length() : 0);
	}

	/** In bytes. */
	long weight() {
		return this.accepted.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

	/** Whom a token makes that was checked before; null if it was not. */
	@Nullable Caller find(String digest) {
		AcceptedJwt known = this.accepted.getIfPresent(digest);
		return (known != null && isGood(known)) ? known.caller() : null;
	}

	/**
	 * Whom a token makes.
	 * @param check checks a token that is not remembered; null if that is no JWT
	 */
	@Nullable Caller get(String digest, Supplier<@Nullable AcceptedJwt> check) {
		Caller known = find(digest);
		if (known != null) {
			return known;
		}
		// Not computed within the cache: that could make others wait for the issuer too
		AcceptedJwt checked = check.get();
		if (checked == null) {
			return null;
		}
		if (isGood(checked)) {
			this.accepted.put(digest, checked);
		}
		return checked.caller();
	}

	private boolean isGood(AcceptedJwt jwt) {
		return jwt.expiry().isAfter(this.clock.instant());
	}

}
