package ai.potpie.analyticsapi.analytics.period;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WindowTests {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	@Test
	void theLastDayIsTodayInTheZone() {
		Clock lateEvening = Clock.fixed(Instant.parse("2026-02-11T23:30:00Z"), ZoneOffset.UTC);
		assertThat(window(30, null, lateEvening))
			.isEqualTo(new Window(LocalDate.of(2026, 1, 13), LocalDate.of(2026, 2, 11), Window.DEFAULT_ZONE));
		assertThat(window(1, PARIS, lateEvening))
			.isEqualTo(new Window(LocalDate.of(2026, 2, 12), LocalDate.of(2026, 2, 12), PARIS));
	}

	@ParameterizedTest
	@CsvSource({ "Europe/Paris, 2026-03-29, 23", "Europe/Paris, 2026-10-25, 25", "Europe/Paris, 2026-02-11, 24",
			"America/Havana, 2026-03-08, 23", "Australia/Lord_Howe, 2026-04-05, 24" })
	void aDayIsAsLongAsItsZoneSays(ZoneId zone, LocalDate day, int hours) {
		Window window = new Window(day, day, zone);
		assertThat(Duration.between(window.start(), window.end()).toHours()).isEqualTo(hours);
		assertThat(window.days()).isOne();
	}

	@Test
	void aDayWithoutMidnightBeginsAfterIt() {
		Window window = new Window(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 3, 8), ZoneId.of("America/Havana"));
		assertThat(window.start()).isEqualTo("2026-03-08T05:00:00Z");
	}

	private static Window window(int days, ZoneId zone, Clock clock) {
		return Window.of(new LastDays(days, null, null, zone), 30, clock);
	}

	private record LastDays(Integer days, @Nullable LocalDate startDate, @Nullable LocalDate endDate,
			ZoneId timezone) implements WindowParameters {
	}

}
