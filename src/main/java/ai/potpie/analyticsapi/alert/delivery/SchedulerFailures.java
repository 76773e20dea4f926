package ai.potpie.analyticsapi.alert.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that db-scheduler does not get at its table, which it would log each second,
 * and once that it does again.
 */
class SchedulerFailures extends AbstractSchedulerListener {

	private static final Logger logger = LoggerFactory.getLogger(SchedulerFailures.class);

	private final AtomicBoolean failing = new AtomicBoolean();

	@Override
	public void onSchedulerEvent(SchedulerEventType event) {
		if (event == SchedulerEventType.UNEXPECTED_ERROR && this.failing.compareAndSet(false, true)) {
			logger.warn("Deliveries of alerts wait until the history's database answers");
		}
		else if (event == SchedulerEventType.RAN_EXECUTE_DUE && this.failing.compareAndSet(true, false)) {
			logger.info("Deliveries of alerts go on");
		}
	}

}
