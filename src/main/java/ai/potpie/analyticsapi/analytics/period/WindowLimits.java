package ai.potpie.analyticsapi.analytics.period;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import ai.potpie.analyticsapi.web.parameters.ParameterLimits;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import org.jspecify.annotations.Nullable;

/**
 * How long windows may be and how far they may go back, which depends on whether the
 * service has a history.
 */
public interface WindowLimits extends ParameterLimits {

	/** Marks the largest number of days, which depends on these limits. */
	interface OfDays extends Payload {

	}

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

	@Override
	default long max(Max declared) {
		return List.of(declared.payload()).contains(OfDays.class) ? maxDays() : declared.value();
	}

	/** The first day with complete data; null if that is unknown. */
	@Nullable LocalDate firstDay(ZoneId zone);

}
