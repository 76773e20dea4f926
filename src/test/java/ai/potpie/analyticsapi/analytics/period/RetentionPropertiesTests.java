package ai.potpie.analyticsapi.analytics.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionPropertiesTests {

	@ParameterizedTest
	@CsvSource({ "UTC, 2026-02-11T00:00:00Z, 2026-01-13, true", "UTC, 2026-02-11T00:00:00Z, 2026-01-12, false",
			"UTC, 2026-02-11T23:59:59Z, 2026-01-13, true", "Pacific/Kiritimati, 2026-02-11T09:59:59Z, 2026-01-13, true",
			"Pacific/Kiritimati, 2026-02-11T10:00:00Z, 2026-01-13, false",
			"Pacific/Honolulu, 2026-02-11T09:59:59Z, 2026-01-12, true",
			"Pacific/Honolulu, 2026-02-11T10:00:00Z, 2026-01-12, false" })
	void theLastThirtyDaysAreKeptOfWhichTodayIsOne(ZoneId zone, Instant now, LocalDate first, boolean kept) {
		Window window = new Window(first, LocalDate.of(2026, 1, 20), zone);
		assertThat(new RetentionProperties(30).cover(window, now)).isEqualTo(kept);
	}

}
