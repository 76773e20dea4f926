package ai.potpie.analyticsapi.security.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.ratelimit.LocalTokenBuckets;
import ai.potpie.analyticsapi.security.Caller;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTests {

	private final AtomicLong nanos = new AtomicLong();

	private final RateLimits limits = new RateLimits(120, new LocalTokenBuckets(this.nanos::get));

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final Caller user = new Caller("user_123", "aaaa");

	@Test
	void aMinutesRequestsMayComeAtOnce() {
		assertThat(allowed(this.user, 200)).isEqualTo(120);
	}

	@Test
	void usedRequestsComeBackEvenly() {
		allowed(this.user, 120);
		later(Duration.ofMillis(499));
		assertThat(allowed(this.user, 1)).isZero();
		later(Duration.ofMillis(1));
		assertThat(allowed(this.user, 5)).isEqualTo(1);
		later(Duration.ofSeconds(30));
		assertThat(allowed(this.user, 200)).isEqualTo(60);
	}

	@Test
	void refusedRequestsCostNothing() {
		allowed(this.user, 10_000);
		later(Duration.ofMinutes(1));
		assertThat(allowed(this.user, 200)).isEqualTo(120);
	}

	@Test
	void aPauseOfAnyLengthGivesNoMoreThanAFullBucket() {
		allowed(this.user, 120);
		later(Duration.ofDays(3));
		assertThat(allowed(this.user, 500)).isEqualTo(120);
	}

	@Test
	void forgottenBucketIsNoFullerThanBefore() {
		allowed(this.user, 120);
		later(RateLimits.WINDOW.minusSeconds(1));
		assertThat(allowed(this.user, 500)).isEqualTo(118);
		later(RateLimits.WINDOW.minusSeconds(1));
		assertThat(allowed(this.user, 500)).isEqualTo(118);
	}

	@Test
	void allTokensOfAUserAreCountedTogether() {
		allowed(this.user, 100);
		assertThat(allowed(new Caller("user_123", "bbbb"), 100)).isEqualTo(20);
		assertThat(allowed(new Caller("user_456", "aaaa"), 100)).isEqualTo(100);
	}

	@Test
	void tokensForEveryoneAreCountedAlone() {
		assertThat(allowed(new Caller(null, "cccc"), 200)).isEqualTo(120);
		assertThat(allowed(new Caller(null, "dddd"), 200)).isEqualTo(120);
		assertThat(allowed(new Caller("cccc", "eeee"), 200)).isEqualTo(120);
	}

	@Test
	void manyOthersDoNotMakeABusyCallersBucketFullAgain() {
		allowed(this.user, 120);
		for (int i = 0; i < 300_000; i++) {
			this.limits.use(new Caller("other_" + i, "ffff"), this.response);
			if (i % 1_000 == 0) {
				assertThat(allowed(this.user, 1)).isZero();
			}
		}
	}

	private long allowed(Caller caller, int requests) {
		return IntStream.range(0, requests).filter((i) -> this.limits.use(caller, this.response) == null).count();
	}

	private void later(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

}
