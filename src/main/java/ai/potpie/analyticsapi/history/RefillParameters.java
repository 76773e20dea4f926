package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowOf;
import ai.potpie.analyticsapi.analytics.period.WindowParameters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters of {@code POST /api/v1/analytics/history/refill}.
 *
 * @param startDate the first day to read again, inclusive; Logfire must still have it
 * @param endDate the last day to read again, inclusive; not in the future
 * @param timezone the IANA time zone in which the days begin and end
 */
@WindowOf(maxDays = Window.MAX_DAYS, requiresData = false)
@InLogfire
record RefillParameters(
		@BindParam("start_date") @NotNull(message = RefillParameters.REQUIRED) @Nullable LocalDate startDate,
		@BindParam("end_date") @NotNull(message = RefillParameters.REQUIRED) @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone) implements WindowParameters {

	static final String REQUIRED = "is required: a date like 2026-02-11";

	@Override
	public @Nullable Integer days() {
		return null;
	}

	Window window(Clock clock) {
		return Window.of(this, 1, clock);
	}

}
