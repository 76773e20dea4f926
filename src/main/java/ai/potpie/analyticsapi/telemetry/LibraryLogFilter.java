package ai.potpie.analyticsapi.telemetry;

import ai.potpie.analyticsapi.AnalyticsApplication;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps details from libraries out of the log, whatever levels are set: events below
 * {@code INFO}, and of Tomcat and HttpClient those below {@code WARN}. HTTP clients and
 * servers log whole requests there, with their tokens, and which of them do so changes
 * from version to version. At {@code INFO} Tomcat quotes malformed headers.
 */
class LibraryLogFilter extends TurboFilter {

	private static final String OURS = AnalyticsApplication.class.getPackageName() + ".";

	private static final String TOMCAT_AND_HTTP_CLIENT = "org.apache.";

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] parameters, @Nullable Throwable failure) {
		return level.isGreaterOrEqual(lowest(logger.getName())) ? FilterReply.NEUTRAL : FilterReply.DENY;
	}

	private static Level lowest(String logger) {
		if (logger.startsWith(OURS)) {
			return Level.TRACE;
		}
		return logger.startsWith(TOMCAT_AND_HTTP_CLIENT) ? Level.WARN : Level.INFO;
	}

}
