package ai.potpie.analyticsapi.security;

import java.time.Duration;

import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;

/**
 * How much each caller has left of the requests it may send. Those of a window may come
 * all at once; then they come back evenly. Callers have it before they are counted here:
 * nothing is kept of who is not authenticated.
 */
class RateLimits {

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final int limit;

	private final BucketConfiguration bucket;

	private final TokenBuckets buckets;

	/**
	 * Creates limits.
	 * @param limit requests in a window
	 * @param buckets hold what each caller has left
	 */
	RateLimits(int limit, TokenBuckets buckets) {
		this.limit = limit;
		this.bucket = BucketConfiguration.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
			.build();
		this.buckets = buckets;
	}

	/** Takes a request from what the caller has left, if there is one. */
	ConsumptionProbe use(Caller caller) {
		return this.buckets.use(name(caller), this.bucket, RateLimits::takeOne);
	}

	int limit() {
		return this.limit;
	}

	/**
	 * Whose requests are counted together. All tokens of a user are: more tokens are not
	 * more requests. A token for everyone stands for a service, and is counted alone.
	 */
	private static String name(Caller caller) {
		return (caller.userId() != null) ? "caller user " + caller.userId() : "caller token " + caller.tokenHash();
	}

	private static ConsumptionProbe takeOne(Bucket bucket) {
		return bucket.tryConsumeAndReturnRemaining(1);
	}

}
