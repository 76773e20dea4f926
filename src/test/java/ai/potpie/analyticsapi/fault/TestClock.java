package ai.potpie.analyticsapi.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Begins at noon and stands still, or goes faster than others; and can be moved.
 */
final class TestClock extends Clock {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private final long begin = System.nanoTime();

	private final int speed;

	private volatile Duration moved = Duration.ZERO;

	/**
	 * Starts a clock.
	 * @param speed how many seconds go by in one; 0 if none do
	 */
	TestClock(int speed) {
		this.speed = speed;
	}

	/** Moves it to a time after noon, if it stands still. */
	void moveTo(Duration afterNoon) {
		this.moved = afterNoon;
	}

	@Override
	public Instant instant() {
		return NOON.plus(this.moved).plusNanos((System.nanoTime() - this.begin) * this.speed);
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
