package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;

/**
 * Waits for what another thread brings.
 */
public final class Waiting {

	private Waiting() {
	}

	/**
	 * Waits for a result.
	 * @param late the message if the time is too short
	 * @throws LogfireException if there is no result in time, or if the service is being
	 * stopped
	 * @throws RuntimeException the failure of the other thread
	 */
	public static <T> T on(Future<T> result, Duration time, String late) {
		try {
			return result.get(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new LogfireException(Reason.TIMED_OUT, late);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			throw LogfireException.stopping(ex);
		}
	}

}
