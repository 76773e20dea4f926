package ai.potpie.analyticsapi.security.access;

import java.time.Duration;

import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import ai.potpie.analyticsapi.security.Caller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of each caller. Those of a window may come all at once; then they
 * come back evenly. Only authenticated callers are counted, so nothing is kept about
 * anybody else. The headers are those of the IETF's draft "RateLimit header fields for
 * HTTP".
 */
class RateLimits {

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final int limit;

	private final String policy;

	private final @Nullable BucketConfiguration bucket;

	private final TokenBuckets buckets;

	/**
	 * Creates limits.
	 * @param limit requests in a window; 0 for no limit
	 * @param buckets hold what each caller has left
	 */
	RateLimits(int limit, TokenBuckets buckets) {
		this.limit = limit;
		this.policy = "\"default\";q=" + limit + ";w=" + WINDOW.toSeconds();
		this.bucket = (limit > 0) ? bucket(limit) : null;
		this.buckets = buckets;
	}

	private static BucketConfiguration bucket(int limit) {
		return BucketConfiguration.builder()
			.addLimit((bandwidth) -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
			.build();
	}

	/**
	 * Takes a request from what the caller has left, and writes what remains to the
	 * response.
	 * @return how long to wait before the next request; null if this one is allowed
	 */
	@Nullable Duration use(Caller caller, HttpServletResponse response) {
		if (this.bucket == null) {
			return null;
		}
		ConsumptionProbe use = takeOne(caller, this.bucket);
		response.setHeader("RateLimit-Policy", this.policy);
		response.setHeader("RateLimit",
				"\"default\";r=" + use.getRemainingTokens() + ";t=" + seconds(use.getNanosToWaitForReset()));
		return use.isConsumed() ? null : Duration.ofNanos(use.getNanosToWaitForRefill());
	}

	/** The same where there is no response to write to. */
	@Nullable Duration use(Caller caller) {
		if (this.bucket == null) {
			return null;
		}
		ConsumptionProbe use = takeOne(caller, this.bucket);
		return use.isConsumed() ? null : Duration.ofNanos(use.getNanosToWaitForRefill());
	}

	private ConsumptionProbe takeOne(Caller caller, BucketConfiguration limit) {
		return this.buckets.use(name(caller), limit, RateLimits::takeOne);
	}

	/** Rounded up: a client that waits so long is not too early. */
	private static long seconds(long nanos) {
		return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
	}

	int limit() {
		return this.limit;
	}

	/**
	 * Names whose requests are counted together: those of all tokens of a user, so that
	 * more tokens do not allow more requests. A token for everyone stands for a service
	 * and is counted alone.
	 */
	static String name(Caller caller) {
		return (caller.userId() != null) ? "caller user " + caller.userId() : "caller token " + caller.tokenHash();
	}

	private static ConsumptionProbe takeOne(Bucket bucket) {
		return bucket.tryConsumeAndReturnRemaining(1);
	}

}
