package ai.potpie.analyticsapi.security.jwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FetchLimitTests {

	private final TickingClock clock = new TickingClock();

	private final FetchLimit limit = new FetchLimit(this.clock::passed);

	@Test
	void fourFetchesAreAllowedInAnyThirtySeconds() {
		assertThat(this.limit.tryAcquire()).isTrue();
		this.clock.goOn(Duration.ofSeconds(20));
		for (int i = 0; i < 3; i++) {
			assertThat(this.limit.tryAcquire()).isTrue();
		}
		assertThat(this.limit.tryAcquire()).isFalse();
		this.clock.goOn(Duration.ofSeconds(10));
		assertThat(this.limit.tryAcquire()).isTrue();
		assertThat(this.limit.tryAcquire()).isFalse();
	}

	@Test
	void clockThatIsSetBackDoesNotExtendTheLimit() {
		for (int i = 0; i < 4; i++) {
			assertThat(this.limit.tryAcquire()).isTrue();
		}
		this.clock.setBack(Duration.ofHours(1));
		this.clock.goOn(Duration.ofSeconds(30));
		assertThat(this.limit.tryAcquire()).isTrue();
	}

}
