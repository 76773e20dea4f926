package ai.potpie.analyticsapi.analytics.period;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CalendarUnitTests {

	private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

	@ParameterizedTest
	@EnumSource
	void partsFollowEachOtherAndFillTheWindow(CalendarUnit unit) {
		Window window = window("2024-02-28", "2026-11-28");
		List<Window> parts = unit.parts(window);
		LocalDate next = window.first();
		for (Window part : parts) {
			assertThat(part.first()).isEqualTo(next);
			assertThat(unit.firstDay(part.first())).isEqualTo(unit.firstDay(part.last()));
			assertThat(part.zone()).isEqualTo(KATHMANDU);
			next = part.last().plusDays(1);
		}
		assertThat(next).isEqualTo(window.last().plusDays(1));
	}

	@Test
	void aWeekBelongsToTwoYears() {
		assertThat(CalendarUnit.WEEK.parts(window("2025-12-30", "2026-01-06")))
			.containsExactly(window("2025-12-30", "2026-01-04"), window("2026-01-05", "2026-01-06"));
	}

	@Test
	void monthsAndYearsEndWithTheYear() {
		assertThat(CalendarUnit.MONTH.parts(window("2025-12-31", "2026-01-01")))
			.containsExactly(window("2025-12-31", "2025-12-31"), window("2026-01-01", "2026-01-01"));
		assertThat(CalendarUnit.YEAR.parts(window("2024-12-31", "2026-01-01"))).containsExactly(
				window("2024-12-31", "2024-12-31"), window("2025-01-01", "2025-12-31"),
				window("2026-01-01", "2026-01-01"));
	}

	private static Window window(String first, String last) {
		return new Window(LocalDate.parse(first), LocalDate.parse(last), KATHMANDU);
	}

}
