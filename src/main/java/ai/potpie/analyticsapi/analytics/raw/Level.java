package ai.potpie.analyticsapi.analytics.raw;

import java.util.Locale;

/**
 * Logfire's levels, with the severity numbers of OpenTelemetry's log data model.
 */
enum Level {

	TRACE(1), DEBUG(5), INFO(9), NOTICE(10), WARN(13), ERROR(17), FATAL(21);

	private final int number;

	Level(int number) {
		this.number = number;
	}

	int number() {
		return this.number;
	}

	/** The name of the highest level up to a severity number. */
	static String nameOf(long number) {
		Level name = TRACE;
		for (Level level : values()) {
			if (level.number <= number) {
				name = level;
			}
		}
		return name.name().toLowerCase(Locale.ROOT);
	}

}
