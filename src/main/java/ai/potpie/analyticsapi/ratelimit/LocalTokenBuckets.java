package ai.potpie.analyticsapi.ratelimit;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;

/**
 * The buckets of this process, kept in memory.
 */
public class LocalTokenBuckets implements TokenBuckets {

	/**
	 * The most memory for buckets, in bytes. Beyond it, buckets that are used rarely are
	 * evicted.
	 */
	private static final int MAX_WEIGHT = 24_000_000;

	/** The memory of a bucket without its name, in bytes. */
	private static final int WEIGHT = 500;

	private final Cache<String, Filled> buckets;

	private final TimeMeter time;

	/**
	 * Creates full buckets.
	 * @param ticker measures time; a clock would not do, because setting it would stop
	 * the buckets from filling
	 */
	public LocalTokenBuckets(Ticker ticker) {
		this.time = new Ticks(ticker);
		// A bucket that is full again can be evicted without giving anyone an extra call
		this.buckets = Caffeine.newBuilder()
			.maximumWeight(MAX_WEIGHT)
			.weigher((String name, Filled bucket) -> WEIGHT + Character.BYTES * name.length())
			.expireAfter(Expiry.<String, Filled>accessing((name, bucket) -> bucket.refillTime()))
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	@Override
	public <T> T use(String name, BucketConfiguration limits, Function<Bucket, T> use) {
		return use.apply(this.buckets.get(name, (absent) -> fill(limits)).bucket());
	}

	/** The approximate memory of all buckets, in bytes. */
	long weight() {
		return this.buckets.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

	private Filled fill(BucketConfiguration limits) {
		LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(this.time);
		for (Bandwidth limit : limits.getBandwidths()) {
			builder.addLimit(limit);
		}
		long refillNanos = Arrays.stream(limits.getBandwidths())
			.mapToLong(Bandwidth::getRefillPeriodNanos)
			.max()
			.orElseThrow();
		return new Filled(builder.build(), Duration.ofNanos(refillNanos));
	}

	private record Filled(Bucket bucket, Duration refillTime) {
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
