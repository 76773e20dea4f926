package ai.potpie.analyticsapi.alert.number;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Interval;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forecasts as they are documented.
 */
class ForecastTests {

	private static final Duration SETTLING = Duration.ofHours(24);

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	/** A Wednesday, on which the days up to Monday have settled. */
	private static final Instant NOW = Instant.parse("2026-02-11T12:00:00Z");

	private static final LocalDate LAST_SETTLED = LocalDate.of(2026, 2, 9);

	private static final Interval FEBRUARY = AlertPeriod.MONTH.at(NOW, PARIS);

	@Test
	void eachDayToComeIsTheMeanOfItsWeekday() {
		Map<LocalDate, BigDecimal> days = new HashMap<>();
		BigDecimal expected = BigDecimal.valueOf(5);
		// The value of a day is the number of its weekday, and one Thursday has 4 more
		LAST_SETTLED.minusDays(27)
			.datesUntil(LAST_SETTLED.plusDays(1))
			.forEach((day) -> days.put(day, BigDecimal.valueOf(day.getDayOfWeek().getValue())));
		days.merge(LocalDate.of(2026, 1, 22), BigDecimal.valueOf(4), BigDecimal::add);
		for (LocalDate day = LocalDate.of(2026, 2, 12); day.getMonthValue() == 2; day = day.plusDays(1)) {
			expected = expected
				.add(BigDecimal.valueOf((day.getDayOfWeek().getValue() == 4) ? 5 : day.getDayOfWeek().getValue()));
		}
		Forecast forecast = Forecast.of(BigDecimal.valueOf(5), FEBRUARY, NOW, SETTLING, days);
		assertThat(forecast.projected()).isEqualByComparingTo(expected);
		assertThat(forecast.method()).isEqualTo("weekday_mean_28d");
		assertThat(forecast.daysUsed()).isEqualTo(28);
		assertThat(forecast.percentile(10)).isBetween(BigDecimal.valueOf(5), forecast.projected());
		assertThat(forecast.percentile(90)).isGreaterThanOrEqualTo(forecast.percentile(10));
		assertThat(Forecast.of(BigDecimal.valueOf(5), FEBRUARY, NOW, SETTLING, days).percentile(90))
			.isEqualTo(forecast.percentile(90));
	}

	@Test
	void daysThatHaveNotSettledDoNotCount() {
		Map<LocalDate, BigDecimal> days = new HashMap<>();
		days.put(LAST_SETTLED.plusDays(1), BigDecimal.TEN);
		assertThat(Forecast.of(BigDecimal.TEN, FEBRUARY, NOW, SETTLING, days).daysUsed()).isZero();
	}

	@Test
	void fewDaysOfDataHaveOneMean() {
		Map<LocalDate, BigDecimal> days = Map.of(LAST_SETTLED.minusDays(4), BigDecimal.TEN);
		Forecast forecast = Forecast.of(BigDecimal.ONE, FEBRUARY, NOW, SETTLING, days);
		assertThat(forecast.method()).isEqualTo("daily_mean_28d");
		assertThat(forecast.daysUsed()).isEqualTo(5);
		assertThat(forecast.projected()).as("17 days to come").isEqualByComparingTo("35");
		assertThat(forecast.exhaustedOn(BigDecimal.valueOf(5))).isEqualTo(LocalDate.of(2026, 2, 13));
		assertThat(forecast.exhaustedOn(BigDecimal.valueOf(36))).isNull();
	}

	@Test
	void twoDaysOfDataAreNotEnough() {
		Map<LocalDate, BigDecimal> days = Map.of(LAST_SETTLED.minusDays(1), BigDecimal.TEN);
		Forecast forecast = Forecast.of(BigDecimal.ONE, FEBRUARY, NOW, SETTLING, days);
		assertThat(forecast.projected()).isNull();
		assertThat(forecast.method()).isNull();
		assertThat(forecast.percentile(90)).isNull();
	}

	@Test
	void whatIsSpentWasExhaustedOnTheDayThatReachedIt() {
		Map<LocalDate, BigDecimal> days = Map.of(LocalDate.of(2026, 2, 3), BigDecimal.valueOf(4),
				LocalDate.of(2026, 2, 5), BigDecimal.valueOf(4));
		Forecast forecast = Forecast.of(BigDecimal.valueOf(8), FEBRUARY, NOW, SETTLING, days);
		assertThat(forecast.exhaustedOn(BigDecimal.valueOf(5))).isEqualTo(LocalDate.of(2026, 2, 5));
	}

}
