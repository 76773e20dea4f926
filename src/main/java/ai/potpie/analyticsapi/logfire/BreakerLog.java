package ai.potpie.analyticsapi.logfire;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when Logfire is left alone, and when it is asked again.
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

	// Half open is one call that looks whether it is back
	private static void log(State from, State to) {
		if (from == State.CLOSED && to == State.OPEN) {
			logger.warn("Logfire keeps failing, and is left alone but for a call a second");
		}
		else if (to == State.CLOSED) {
			logger.info("Logfire answers again");
		}
	}

}
