package ai.potpie.analyticsapi.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * When a delivery that failed is tried again: soon, and then over some three days, as
 * Standard Webhooks suggest.
 */
class RetrySchedule {

	private static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
			Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

	/** The longest wait that a receiver may ask for. */
	private static final Duration A_DAY = Duration.ofHours(24);

	private static final double JITTER = 0.1;

	private final DoubleSupplier random;

	/**
	 * Creates a schedule.
	 * @param random numbers from 0 to 1
	 */
	RetrySchedule(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * The next try.
	 * @param tries how often it was tried
	 * @param retryAfter how long the receiver wants to be left alone
	 * @return empty if there is none
	 */
	Optional<Instant> next(int tries, @Nullable Duration retryAfter, Instant now) {
		if (tries > WAITS.size()) {
			return Optional.empty();
		}
		Duration wait = WAITS.get(tries - 1);
		if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
			wait = (retryAfter.compareTo(A_DAY) < 0) ? retryAfter : A_DAY;
		}
		return Optional.of(now.plus(wait).plusMillis((long) (wait.toMillis() * JITTER * this.random.getAsDouble())));
	}

}
