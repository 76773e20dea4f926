package ai.potpie.analyticsapi.analytics.period;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters for the days of most answers.
 *
 * @param days the number of days, the last of which is today; 30 by default
 * @param startDate the first day, inclusive; requires {@code end_date} and excludes
 * {@code days}
 * @param endDate the last day, inclusive; none in the future
 * @param timezone the IANA time zone in which days begin and end
 */
@WindowOf(maxDays = Window.MAX_DAYS)
public record Days(
		@Schema(example = "30") @Nullable @Min(1) @FewDays @Max(value = Window.MAX_DAYS,
				payload = WindowLimits.OfDays.class) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone) implements WindowParameters {

	public Window window(Clock clock) {
		return Window.of(this, Window.DEFAULT_DAYS, clock);
	}

}
