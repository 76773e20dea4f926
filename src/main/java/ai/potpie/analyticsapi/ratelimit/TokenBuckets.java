package ai.potpie.analyticsapi.ratelimit;

import java.util.function.Function;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;

/**
 * Token buckets by name. One that was not used for as long as it takes to fill is full.
 */
public interface TokenBuckets {

	/**
	 * Uses a bucket.
	 * @param name what is counted in it
	 * @param limits how much it holds and how fast it fills: always the same for a name
	 * @param use is given the bucket; it may be called once more, with another bucket,
	 * when the first could not be reached, so it must not wait
	 */
	<T> T use(String name, BucketConfiguration limits, Function<Bucket, T> use);

}
