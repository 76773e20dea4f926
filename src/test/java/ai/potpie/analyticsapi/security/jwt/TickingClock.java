package ai.potpie.analyticsapi.security.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that a test moves.
 */
final class TickingClock extends Clock {

	private Instant now = Instant.parse("2026-02-11T12:00:00Z");

	private Duration passed = Duration.ZERO;

	void goOn(Duration duration) {
		this.now = this.now.plus(duration);
		this.passed = this.passed.plus(duration);
	}

	/** Shows an earlier time, without moving the time that has passed. */
	void setBack(Duration duration) {
		this.now = this.now.minus(duration);
	}

	/** The time that has passed, in nanoseconds, also when the clock was set back. */
	long passed() {
		return this.passed.toNanos();
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
