package ai.potpie.analyticsapi.analytics.period;

import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * How long windows may be and how far they may go back, which depends on whether the
 * service has a history.
 */
public interface WindowLimits {

	/** The limits of Logfire: it answers with what it still has. */
	WindowLimits LOGFIRE = new WindowLimits() {

		@Override
		public int maxDays() {
			return Window.MAX_DAYS_OF_LOGFIRE;
		}

		@Override
		public @Nullable LocalDate firstDay(ZoneId zone) {
			return null;
		}

	};

	/** The largest number of days. */
	int maxDays();

	/** The first day with complete data; null if that is unknown. */
	@Nullable LocalDate firstDay(ZoneId zone);

}
