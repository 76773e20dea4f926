package ai.potpie.analyticsapi.telemetry;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps {@link LibraryDetails} out of the log, as soon as there is one and before anybody
 * can have a token.
 */
class DiscreetLog implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
		if (log.getTurboFilterList().stream().noneMatch(LibraryDetails.class::isInstance)) {
			log.addTurboFilter(new LibraryDetails());
		}
	}

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

}
