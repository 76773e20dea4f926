package ai.potpie.analyticsapi.security;

import java.time.Duration;

import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;

/**
 * How much each caller has left of the requests it may send. Those of a window may come
 * all at once; then they come back evenly. Callers have it before they are counted here:
 * nothing is kept of who is not authenticated. Its headers are those of the IETF's draft
 * "RateLimit header fields for HTTP".
 */
class RateLimits {

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final int limit;

	private final String policy;

	private final BucketConfiguration bucket;

	private final TokenBuckets buckets;

	/**
	 * Creates limits.
	 * @param limit requests in a window
	 * @param buckets hold what each caller has left
	 */
	RateLimits(int limit, TokenBuckets buckets) {
		this.limit = limit;
		this.policy = "\"default\";q=" + limit + ";w=" + WINDOW.toSeconds();
		this.bucket = BucketConfiguration.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
			.build();
		this.buckets = buckets;
	}

	/**
	 * Takes a request as {@link #use(Caller)} does, and says in the response what is
	 * left.
	 */
	ConsumptionProbe use(Caller caller, HttpServletResponse response) {
		ConsumptionProbe use = use(caller);
		response.setHeader("RateLimit-Policy", this.policy);
		response.setHeader("RateLimit",
				"\"default\";r=" + use.getRemainingTokens() + ";t=" + seconds(use.getNanosToWaitForReset()));
		return use;
	}

	/** Rounded up: a client that waits so long is not too early. */
	private static long seconds(long nanos) {
		return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
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
	static String name(Caller caller) {
		return (caller.userId() != null) ? "caller user " + caller.userId() : "caller token " + caller.tokenHash();
	}

	private static ConsumptionProbe takeOne(Bucket bucket) {
		return bucket.tryConsumeAndReturnRemaining(1);
	}

}
