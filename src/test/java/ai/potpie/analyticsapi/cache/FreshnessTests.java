package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.cache.Freshness.State;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class FreshnessTests {

	private static final Instant AS_OF = Instant.parse("2026-02-11T09:30:00Z");

	private final Freshness freshness = new Freshness(
			new CacheProperties(Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofHours(24),
					Duration.ofMinutes(10), Duration.ofMinutes(60), Duration.ZERO, Duration.ZERO, DataSize.ofBytes(0)));

	@ParameterizedTest
	@CsvSource({ "-500ms, FRESH", "0s, FRESH", "59999ms, FRESH", "60s, STALE", "659999ms, STALE", "660s, LAST_RESORT",
			"3659999ms, LAST_RESORT", "3660s, GONE", "30d, GONE" })
	void todaysAnswerIsFreshForAMinute(String age, State state) {
		assertThat(state("2026-02-12T00:00:00Z", age(age))).isEqualTo(state);
	}

	@ParameterizedTest
	@CsvSource({ "3599s, FRESH", "3600s, STALE", "4199s, STALE", "4200s, LAST_RESORT", "7199s, LAST_RESORT",
			"7200s, GONE" })
	void anAnswerOfSettledDaysIsFreshForAnHour(String age, State state) {
		assertThat(state("2026-02-10T09:30:00Z", age(age))).isEqualTo(state);
		assertThat(state("2025-12-01T00:00:00Z", age(age))).isEqualTo(state);
	}

	@ParameterizedTest
	@CsvSource({ "59s, FRESH", "60s, STALE" })
	void daysThatWereNotSettledWhenLogfireAnsweredStayUnsettled(String age, State state) {
		assertThat(state("2026-02-10T09:30:00.001Z", age(age))).isEqualTo(state);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-501ms", "-1s", "-1h", "-1d", "-90d" })
	void anAnswerOfATimeToComeIsBetterThanAnErrorAndNoMore(String age) {
		for (String end : List.of("2026-02-12T00:00:00Z", "2025-12-01T00:00:00Z")) {
			assertThat(state(end, age(age))).isEqualTo(State.LAST_RESORT);
		}
	}

	@Test
	void noAgeIsNegative() {
		for (String age : List.of("-1d", "-500ms", "-1ms", "0s", "1s")) {
			assertThat(this.freshness.age(Instant.parse("2026-02-12T00:00:00Z"), AS_OF, AS_OF.plus(age(age)))).as(age)
				.isGreaterThanOrEqualTo(Duration.ZERO);
		}
	}

	private static Duration age(String text) {
		return DurationStyle.SIMPLE.parse(text);
	}

	private State state(String end, Duration age) {
		return this.freshness.state(Instant.parse(end), AS_OF, AS_OF.plus(age));
	}

}
