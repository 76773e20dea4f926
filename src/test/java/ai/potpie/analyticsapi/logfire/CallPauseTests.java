package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.testing.TestTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class CallPauseTests {

	private final TestTicker ticker = TestTicker.standing();

	private final CallPause pause = new CallPause(this.ticker);

	@Test
	void callsPassUnlessLogfireAskedForAPause() {
		assertThatNoException().isThrownBy(this.pause::check);
	}

	@Test
	void callsWaitUntilThePauseIsOver() {
		this.pause.begin(Duration.ofSeconds(3));
		this.ticker.goOn(Duration.ofMillis(2999));
		assertPausedFor(Duration.ofMillis(1));
		this.ticker.goOn(Duration.ofMillis(1));
		assertThatNoException().isThrownBy(this.pause::check);
	}

	@Test
	void theLongerOfTwoPausesCounts() {
		this.pause.begin(Duration.ofSeconds(3));
		this.pause.begin(Duration.ofSeconds(1));
		assertPausedFor(Duration.ofSeconds(3));
		this.pause.begin(Duration.ofSeconds(5));
		assertPausedFor(Duration.ofSeconds(5));
	}

	@Test
	void noPauseIsLongerThanAnHour() {
		this.pause.begin(Duration.ofDays(7));
		assertPausedFor(Duration.ofHours(1));
	}

	private void assertPausedFor(Duration left) {
		assertThatExceptionOfType(LogfireException.class).isThrownBy(this.pause::check)
			.matches((failure) -> failure.reason() == Reason.RATE_LIMITED)
			.matches((failure) -> left.equals(failure.retryAfter()));
	}

}
