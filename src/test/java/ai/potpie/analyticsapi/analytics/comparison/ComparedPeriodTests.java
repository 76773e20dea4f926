package ai.potpie.analyticsapi.analytics.comparison;

import java.time.LocalDate;

import ai.potpie.analyticsapi.analytics.period.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComparedPeriodTests {

	@ParameterizedTest
	@CsvSource({ "2026-02-11, 2026-02-11, 2026-02-10, 2026-02-10", "2026-01-13, 2026-02-11, 2025-12-14, 2026-01-12",
			"2026-03-01, 2026-03-31, 2026-01-29, 2026-02-28", "2024-03-01, 2024-03-01, 2024-02-29, 2024-02-29" })
	void previousPeriodIsAsLongAndEndsWhereTheOtherBegins(LocalDate first, LocalDate last, LocalDate earlierFirst,
			LocalDate earlierLast) {
		assertCompared(ComparedPeriod.PREVIOUS_PERIOD, first, last, earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@CsvSource({ "2026-02-02, 2026-02-11, 2026-01-02, 2026-01-11", "2026-01-15, 2026-01-20, 2025-12-15, 2025-12-20" })
	void previousMonthHasTheSameDates(LocalDate first, LocalDate last, LocalDate earlierFirst, LocalDate earlierLast) {
		assertCompared(ComparedPeriod.PREVIOUS_MONTH, first, last, earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@CsvSource({ "2026-03-20, 2026-03-31, 2026-02-20, 2026-02-28", "2024-03-30, 2024-03-31, 2024-02-29, 2024-02-29",
			"2026-05-31, 2026-05-31, 2026-04-30, 2026-04-30", "2026-02-27, 2026-02-28, 2026-01-27, 2026-01-28",
			"2026-04-02, 2026-04-30, 2026-03-02, 2026-03-30", "2026-04-01, 2026-04-29, 2026-03-01, 2026-03-29" })
	void dateThatTheMonthLacksBecomesItsLastDay(LocalDate first, LocalDate last, LocalDate earlierFirst,
			LocalDate earlierLast) {
		assertCompared(ComparedPeriod.PREVIOUS_MONTH, first, last, earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@CsvSource({ "2026-04-01, 2026-04-30, 2026-03-01, 2026-03-31", "2026-03-01, 2026-03-31, 2026-02-01, 2026-02-28",
			"2024-03-01, 2024-03-31, 2024-02-01, 2024-02-29", "2026-01-01, 2026-01-31, 2025-12-01, 2025-12-31",
			"2026-02-01, 2026-02-28, 2026-01-01, 2026-01-31" })
	void wholeMonthIsComparedWithAWholeMonth(LocalDate first, LocalDate last, LocalDate earlierFirst,
			LocalDate earlierLast) {
		assertCompared(ComparedPeriod.PREVIOUS_MONTH, first, last, earlierFirst, earlierLast);
	}

	@ParameterizedTest
	@CsvSource({ "2026-01-13, 2026-02-11, 2025-01-13, 2025-02-11", "2024-02-20, 2024-02-29, 2023-02-20, 2023-02-28",
			"2024-02-29, 2024-02-29, 2023-02-28, 2023-02-28", "2025-02-01, 2025-02-28, 2024-02-01, 2024-02-29",
			"2025-02-27, 2025-02-28, 2024-02-27, 2024-02-28", "2025-01-01, 2025-02-28, 2024-01-01, 2024-02-29" })
	void previousYearHasTheSameDates(LocalDate first, LocalDate last, LocalDate earlierFirst, LocalDate earlierLast) {
		assertCompared(ComparedPeriod.PREVIOUS_YEAR, first, last, earlierFirst, earlierLast);
	}

	private static void assertCompared(ComparedPeriod earlier, LocalDate first, LocalDate last, LocalDate earlierFirst,
			LocalDate earlierLast) {
		Window window = new Window(first, last, Window.DEFAULT_ZONE);
		assertThat(earlier.than(window)).isEqualTo(new Window(earlierFirst, earlierLast, Window.DEFAULT_ZONE));
	}

}
