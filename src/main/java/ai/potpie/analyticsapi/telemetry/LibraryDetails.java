package ai.potpie.analyticsapi.telemetry;

import ai.potpie.analyticsapi.AnalyticsApplication;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * What libraries say below {@code INFO}, and Tomcat and HttpClient below {@code WARN}. It
 * never gets into the log, whatever levels are set: clients and servers write whole
 * requests there, with the tokens in them, and which of them do so may be another with
 * each version. At {@code INFO} Tomcat quotes what it does not take for a header.
 */
class LibraryDetails extends TurboFilter {

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
