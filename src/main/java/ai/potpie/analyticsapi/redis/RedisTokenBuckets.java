package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.function.Function;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets in Redis, that all replicas take from. Without Redis each replica has its own.
 */
class RedisTokenBuckets implements TokenBuckets {

	private static final Logger logger = LoggerFactory.getLogger(RedisTokenBuckets.class);

	private static final Duration MARGIN = Duration.ofSeconds(10);

	/** In bytes. */
	private static final int MAX_WEIGHT = 16_000_000;

	/** Of one without a name. */
	private static final int WEIGHT = 1_000;

	private final RedisGuard redis;

	private final TokenBuckets local;

	private final ProxyManager<Object> manager;

	/** One for each bucket, because requests that come together are counted together. */
	private final Cache<Name, Bucket> buckets = Caffeine.newBuilder()
		.maximumWeight(MAX_WEIGHT)
		.weigher((Name name, Bucket bucket) -> WEIGHT + Character.BYTES * name.name().length())
		.executor(Runnable::run)
		.build();

	RedisTokenBuckets(RedisGuard redis, TokenBuckets local) {
		this.redis = redis;
		this.local = local;
		this.manager = new Bucket4jLettuce.LettuceBasedProxyManagerBuilder<>(new GuardedRedisApi(redis))
			.expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MARGIN))
			.requestTimeout(redis.timeout().multipliedBy(3).dividedBy(4))
			.build();
	}

	@Override
	public <T> T use(String name, BucketConfiguration limits, Function<Bucket, T> use) {
		if (this.redis.works()) {
			Name bucket = new Name(name, limits);
			try {
				return use.apply(this.buckets.get(bucket, this::bucket));
			}
			catch (RuntimeException ex) {
				forgetIfGarbage(bucket, ex);
			}
		}
		return this.local.use(name, limits, use);
	}

	/** In bytes. */
	long weight() {
		return this.buckets.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

	private Bucket bucket(Name name) {
		return this.manager.builder().withOptimization(Optimizations.batching()).build(name.key(), name::limits);
	}

	private void forgetIfGarbage(Name name, RuntimeException failure) {
		if (RedisTrouble.isOfValue(failure) || !RedisTrouble.isOfRedis(failure)) {
			logger.warn("A token bucket in Redis is not one ({}) and is made anew", RedisTrouble.name(failure));
			this.redis.tell((commands) -> commands.del(name.key()));
		}
	}

	/**
	 * What is counted, and how. A bucket with other limits is another bucket: what is in
	 * Redis was written with the limits of its time.
	 */
	private record Name(String name, BucketConfiguration limits) {

		/** Names may hold user ids, which are nobody's business in Redis. */
		String key() {
			return "analytics-api:bucket:v1:" + Sha256.hex(this.limits + " " + this.name);
		}

	}

}
