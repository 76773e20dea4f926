package ai.potpie.analyticsapi.alert.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import ai.potpie.analyticsapi.alert.rule.Measure;
import org.jspecify.annotations.Nullable;

/**
 * What a user will have used at the end of a period, if the days to come are like those
 * that were.
 *
 * @param userId the id of the user
 * @param period the period
 * @param measure what is added up
 * @param used what was used up to now
 * @param projected what will have been used at the end; null with fewer than 3 days of
 * data
 * @param low 10 of 100 possible periods end at this or less
 * @param high 90 of 100 possible periods end at this or less
 * @param amount the smallest budget for the same; null if there is none
 * @param exhaustedOn the day on which that budget was or will be reached; null if it will
 * not be
 * @param method how it was made: {@code weekday_mean_28d}, or {@code daily_mean_28d} with
 * fewer than 14 days of data; null if there is no forecast
 * @param daysUsed the days of data behind it, at most 28
 * @param meta about the answer itself
 */
record UserForecast(String userId, ForecastTime period, Measure measure, BigDecimal used,
		@Nullable BigDecimal projected, @Nullable BigDecimal low, @Nullable BigDecimal high,
		@Nullable BigDecimal amount, @Nullable LocalDate exhaustedOn, @Nullable String method, int daysUsed,
		BudgetMeta meta) {

	/**
	 * The period of a forecast.
	 *
	 * @param start its first moment, with the offset of the requested time zone
	 * @param end the first moment after it
	 */
	record ForecastTime(OffsetDateTime start, OffsetDateTime end) {
	}

}
