package ai.potpie.analyticsapi.security;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

/**
 * What each caller has left: a bucket that holds a minute's requests, all of which may
 * come at once, and that fills evenly. Callers have it before they are counted here:
 * nothing is kept of who is not authenticated.
 */
class RateLimits {

	static final Duration WINDOW = Duration.ofMinutes(1);

	/** Some 30 MB. Those who ask often are kept when callers are more than this. */
	private static final int MAX_CALLERS = 100_000;

	private final int limit;

	private final Cache<Identity, Bucket> buckets;

	private final TimeMeter time;

	/**
	 * Creates limits that nobody has used yet.
	 * @param limit requests in a window
	 * @param ticker measures time; a clock would not do, because setting it would stop
	 * the buckets from filling
	 */
	RateLimits(int limit, Ticker ticker) {
		this.limit = limit;
		this.time = new Ticks(ticker);
		// What was not used for a window is full, so forgetting it gives nothing away
		this.buckets = Caffeine.newBuilder().maximumSize(MAX_CALLERS).expireAfterAccess(WINDOW).ticker(ticker).build();
	}

	/** Takes a request from what the caller has left, if there is one. */
	ConsumptionProbe use(Caller caller) {
		return this.buckets.get(Identity.of(caller), (identity) -> fullBucket()).tryConsumeAndReturnRemaining(1);
	}

	int limit() {
		return this.limit;
	}

	private Bucket fullBucket() {
		return Bucket.builder()
			.withCustomTimePrecision(this.time)
			.addLimit((limit) -> limit.capacity(this.limit).refillGreedy(this.limit, WINDOW))
			.build();
	}

	/**
	 * Whose requests are counted together. All tokens of a user are: more tokens are not
	 * more requests. A token for everyone stands for a service, and is counted alone.
	 */
	private record Identity(@Nullable String userId, @Nullable String tokenHash) {

		static Identity of(Caller caller) {
			return new Identity(caller.userId(), (caller.userId() != null) ? null : caller.tokenHash());
		}

	}

	private record Ticks(Ticker ticker) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.ticker.read();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}
