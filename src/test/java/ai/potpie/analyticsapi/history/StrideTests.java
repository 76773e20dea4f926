package ai.potpie.analyticsapi.history;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StrideTests {

	private static final Duration A_DAY = Duration.ofDays(1);

	private static final Duration AN_HOUR = Duration.ofHours(1);

	private final Stride stride = new Stride(A_DAY);

	@Test
	void growsWhileSlicesHaveFewFacts() {
		this.stride.read(A_DAY, 2_499);
		assertThat(this.stride.length()).isEqualTo(A_DAY.multipliedBy(2));
		this.stride.read(A_DAY.multipliedBy(2), 2_500);
		assertThat(this.stride.length()).isEqualTo(A_DAY.multipliedBy(2));
		for (int i = 0; i < 5; i++) {
			this.stride.read(this.stride.length(), 0);
		}
		assertThat(this.stride.length()).isEqualTo(Duration.ofDays(8));
	}

	@Test
	void shortSlicesSayNothingOfLongerOnes() {
		this.stride.read(AN_HOUR, 0);
		assertThat(this.stride.length()).isEqualTo(A_DAY);
	}

	@Test
	void noSliceThatWasTooLargeIsReadAgain() {
		assertThat(this.stride.shorten(AN_HOUR)).isTrue();
		assertThat(this.stride.length()).isEqualTo(AN_HOUR.dividedBy(2));
		assertThat(this.stride.shorten(Duration.ofMinutes(1))).isFalse();
	}

}
