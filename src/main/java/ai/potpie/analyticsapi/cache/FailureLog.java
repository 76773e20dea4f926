package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says that answers could not be renewed: for each reason once a minute, however many
 * answers there are.
 */
class FailureLog {

	private static final Logger logger = LoggerFactory.getLogger(FailureLog.class);

	private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

	private final Map<Reason, Long> lastTimes = new ConcurrentHashMap<>();

	void notRenewed(Throwable failure) {
		if (!(failure instanceof LogfireException ex)) {
			logger.error("An answer could not be renewed", failure);
		}
		else if (isTime(ex.reason())) {
			logger.atLevel(ex.reason().isOurs() ? Level.ERROR : Level.WARN)
				.log("Stored answers are served, Logfire gives no new ones ({}): {}", ex.reason(), ex.getMessage());
		}
	}

	private boolean isTime(Reason reason) {
		long now = System.nanoTime();
		Long last = this.lastTimes.get(reason);
		boolean time = last == null || now - last > PAUSE_NANOS;
		if (time) {
			this.lastTimes.put(reason, now);
		}
		return time;
	}

}
