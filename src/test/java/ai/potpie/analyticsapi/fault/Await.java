package ai.potpie.analyticsapi.fault;

import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits for what happens behind the scenes.
 */
final class Await {

	private static final long PATIENCE_NANOS = 20_000_000_000L;

	private Await() {
	}

	static void until(BooleanSupplier condition) {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("the time when it should have happened").isLessThan(end);
			sleep(5);
		}
	}

	static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
