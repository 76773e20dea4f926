package ai.potpie.analyticsapi.ratelimit;

import java.time.Duration;

import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import io.github.bucket4j.BucketConfiguration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@HeapTest
class LocalTokenBucketsTests {

	private static final BucketConfiguration LIMITS = BucketConfiguration.builder()
		.addLimit((limit) -> limit.capacity(120).refillGreedy(120, Duration.ofMinutes(1)))
		.build();

	private final LocalTokenBuckets buckets = new LocalTokenBuckets(() -> 0);

	@Test
	void bucketsOfLongNamesTakeWhatTheySay() {
		fill("\u4e2d".repeat(120));
	}

	@Test
	void bucketsOfShortNamesTakeWhatTheySay() {
		fill("");
	}

	private void fill(String name) {
		long taken = Heap.takenBy(() -> {
			for (int i = 0; i < 80_000; i++) {
				assertThat(
						this.buckets.<Boolean>use("caller user " + i + name, LIMITS, (bucket) -> bucket.tryConsume(1)))
					.isTrue();
			}
			return this.buckets;
		});
		assertThat(this.buckets.weight()).isBetween(20_000_000L, 24_000_000L);
		assertThat(taken).isBetween(this.buckets.weight() / 3, this.buckets.weight() * 6 / 5);
	}

}
