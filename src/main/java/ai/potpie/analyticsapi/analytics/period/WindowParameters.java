package ai.potpie.analyticsapi.analytics.period;

import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * The parameters for the days of an answer: {@code days}, or {@code start_date} and
 * {@code end_date}, in a {@code timezone}.
 */
public interface WindowParameters {

	@Nullable Integer days();

	@Nullable LocalDate startDate();

	@Nullable LocalDate endDate();

	@Nullable ZoneId timezone();

}
