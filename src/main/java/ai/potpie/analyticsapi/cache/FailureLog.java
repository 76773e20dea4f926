package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import com.github.benmanes.caffeine.cache.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs that answers could not be renewed: once a minute for each reason, however many
 * answers there are.
 */
class FailureLog {

	private static final Logger logger = LoggerFactory.getLogger(FailureLog.class);

	private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

	private final Map<Reason, Long> lastTimes = new ConcurrentHashMap<>();

	private final Ticker ticker;

	FailureLog(Ticker ticker) {
		this.ticker = ticker;
	}

	void notRenewed(Throwable failure) {
		if (!(failure instanceof LogfireException ex)) {
			logger.error("An answer could not be renewed", failure);
		}
		else if (isDue(ex.reason())) {
			logger.atLevel(ex.reason().isOurs() ? Level.ERROR : Level.WARN)
				.log("Stored answers are served, Logfire gives no new ones ({}): {}", ex.reason(), ex.getMessage());
		}
	}

	private boolean isDue(Reason reason) {
		long now = this.ticker.read();
		Long last = this.lastTimes.get(reason);
		boolean due = last == null || now - last > PAUSE_NANOS;
		if (due) {
			this.lastTimes.put(reason, now);
		}
		return due;
	}

}
