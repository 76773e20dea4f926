package ai.potpie.analyticsapi.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * A ticker that stands still or goes on as others do, and that a test can move.
 */
public final class TestTicker implements Ticker {

	private final Ticker base;

	private final AtomicLong moved = new AtomicLong();

	private TestTicker(Ticker base) {
		this.base = base;
	}

	public static TestTicker standing() {
		return new TestTicker(Ticker.disabledTicker());
	}

	public static TestTicker running() {
		return new TestTicker(Ticker.systemTicker());
	}

	/** Lets time pass that nobody has to wait for. */
	public void goOn(Duration time) {
		this.moved.addAndGet(time.toNanos());
	}

	@Override
	public long read() {
		return this.base.read() + this.moved.get();
	}

}
