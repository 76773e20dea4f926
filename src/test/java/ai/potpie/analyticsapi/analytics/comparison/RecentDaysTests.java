package ai.potpie.analyticsapi.analytics.comparison;

import java.time.LocalDate;
import java.time.ZoneId;

import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.period.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecentDaysTests {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	@ParameterizedTest
	@CsvSource({ "TODAY, 2026-03-29, 2026-03-29, 2026-03-28, 2026-03-28",
			"LAST_7_DAYS, 2026-03-30, 2026-03-24, 2026-03-17, 2026-03-23",
			"LAST_30_DAYS, 2026-03-30, 2026-03-01, 2026-01-30, 2026-02-28",
			"MONTH_TO_DATE, 2026-02-11, 2026-02-01, 2026-01-01, 2026-01-11",
			"MONTH_TO_DATE, 2026-01-01, 2026-01-01, 2025-12-01, 2025-12-01" })
	void daysEndWithTodayAndAreComparedWithAsManyBefore(RecentDays days, LocalDate today, LocalDate first,
			LocalDate earlierFirst, LocalDate earlierLast) {
		assertCompared(days, today, first, earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@CsvSource({ "2026-03-28, 2026-02-01, 2026-02-28", "2026-03-30, 2026-02-01, 2026-02-28",
			"2024-03-30, 2024-02-01, 2024-02-29", "2026-05-30, 2026-04-01, 2026-04-30" })
	void aDateThatTheMonthBeforeLacksBecomesItsLastDay(LocalDate today, LocalDate earlierFirst, LocalDate earlierLast) {
		assertCompared(RecentDays.MONTH_TO_DATE, today, today.withDayOfMonth(1), earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@CsvSource({ "2026-03-31, 2026-02-01, 2026-02-28", "2026-02-28, 2026-01-01, 2026-01-31",
			"2024-02-28, 2024-01-01, 2024-01-28", "2024-02-29, 2024-01-01, 2024-01-31",
			"2026-04-30, 2026-03-01, 2026-03-31", "2026-08-31, 2026-07-01, 2026-07-31" })
	void aMonthOnItsLastDayIsComparedWithTheWholeMonthBefore(LocalDate today, LocalDate earlierFirst,
			LocalDate earlierLast) {
		assertCompared(RecentDays.MONTH_TO_DATE, today, today.withDayOfMonth(1), earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@EnumSource
	void earlierDaysEndBeforeTheOthersBegin(RecentDays days) {
		LocalDate.of(2024, 1, 1).datesUntil(LocalDate.of(2028, 1, 1)).forEach((today) -> {
			Window current = days.until(today, PARIS);
			assertThat(days.before(current).last()).as("before %s", current).isBefore(current.first());
		});
	}

	@Test
	void allWindowsAreWithinTheDaysThatAreReadAndTheseAreFew() {
		LocalDate.of(2024, 1, 1).datesUntil(LocalDate.of(2028, 1, 1)).forEach((today) -> {
			Window read = RecentQuestion.spans("anyone", today, PARIS, SpanFilters.of(null, null, null)).window();
			assertThat(read.last()).isEqualTo(today);
			assertThat(read.days()).isBetween(60, 62);
			for (RecentDays days : RecentDays.values()) {
				assertThat(days.before(days.until(today, PARIS)).first()).isAfterOrEqualTo(read.first());
			}
		});
	}

	private static void assertCompared(RecentDays days, LocalDate today, LocalDate first, LocalDate earlierFirst,
			LocalDate earlierLast) {
		Window current = days.until(today, PARIS);
		assertThat(current).isEqualTo(new Window(first, today, PARIS));
		assertThat(days.before(current)).isEqualTo(new Window(earlierFirst, earlierLast, PARIS));
	}

}
