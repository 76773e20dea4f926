package ai.potpie.analyticsapi.telemetry;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Installs the filter {@link LibraryLogFilter} as soon as logging is configured, before
 * the service handles any token.
 */
class DiscreetLog implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
		if (log.getTurboFilterList().stream().noneMatch(LibraryLogFilter.class::isInstance)) {
			log.addTurboFilter(new LibraryLogFilter());
		}
	}

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

}
