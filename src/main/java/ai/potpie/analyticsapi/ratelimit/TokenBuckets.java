package ai.potpie.analyticsapi.ratelimit;

import java.util.function.Function;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;

/**
 * Token buckets by name. A bucket that was not used for its refill time is full.
 */
public interface TokenBuckets {

	/**
	 * Uses a bucket.
	 * @param name the name of the bucket
	 * @param limits the capacity of the bucket and its refill rate: always the same for a
	 * name
	 * @param use receives the bucket. It is called again with another bucket if the first
	 * could not be reached, so it must not wait.
	 */
	<T> T use(String name, BucketConfiguration limits, Function<Bucket, T> use);

}
