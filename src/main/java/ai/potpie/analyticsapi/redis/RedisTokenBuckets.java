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
 * Token buckets in Redis, which all replicas share. While Redis does not work, each
 * replica has its own.
 */
class RedisTokenBuckets implements TokenBuckets {

	private static final Logger logger = LoggerFactory.getLogger(RedisTokenBuckets.class);

	private static final Duration MARGIN = Duration.ofSeconds(10);

	/** The most memory for buckets, in bytes. */
	private static final int MAX_WEIGHT = 16_000_000;

	/** The memory of a bucket without its name, in bytes. */
	private static final int WEIGHT = 1_000;

	private final RedisGuard redis;

	private final TokenBuckets local;

	private final ProxyManager<Object> manager;

	/** One object for each bucket, which counts simultaneous requests together. */
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

	/** The approximate memory of all buckets, in bytes. */
	long weight() {
		return this.buckets.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

	private Bucket bucket(Name name) {
		return this.manager.builder().withOptimization(Optimizations.batching()).build(name.key(), name::limits);
	}

	private void forgetIfGarbage(Name name, RuntimeException failure) {
		if (RedisTrouble.isOfValue(failure) || !RedisTrouble.isOfRedis(failure)) {
			logger.warn("A token bucket in Redis is malformed ({}) and is made anew", RedisTrouble.name(failure));
			this.redis.tell((commands) -> commands.del(name.key()));
		}
	}

	/**
	 * The name and limits of a bucket. Other limits make another bucket, because a value
	 * in Redis depends on the limits with which it was written.
	 */
	private record Name(String name, BucketConfiguration limits) {

		/** A hash, because names may hold user ids, which Redis should not show. */
		String key() {
			return "analytics-api:bucket:v1:" + Sha256.hex(this.limits + " " + this.name);
		}

	}

}
