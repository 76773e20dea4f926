package ai.potpie.analyticsapi.logfire;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when the circuit breaker stops calls to Logfire, and when it lets them pass again.
 */
final class BreakerLog {

	private static final Logger logger = LoggerFactory.getLogger(BreakerLog.class);

	private BreakerLog() {
	}

	static void of(CircuitBreaker breaker) {
		breaker.getEventPublisher()
			.onStateTransition(
					(event) -> log(event.getStateTransition().getFromState(), event.getStateTransition().getToState()));
	}

	// Half open means one call that checks whether Logfire works again
	private static void log(State from, State to) {
		if (from == State.CLOSED && to == State.OPEN) {
			logger.warn(
					"Logfire keeps failing: calls are suspended, except one a second that checks whether it works again");
		}
		else if (to == State.CLOSED) {
			logger.info("Logfire answers again: calls are resumed");
		}
	}

}
