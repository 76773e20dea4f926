package ai.potpie.analyticsapi.analytics.comparison;

import java.math.BigDecimal;

import ai.potpie.analyticsapi.analytics.comparison.Changes.Change;
import ai.potpie.analyticsapi.analytics.counting.Quotient;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChangesTests {

	@ParameterizedTest
	@CsvSource({ "5, 4, 1, 25", "4, 5, -1, -20", "0, 7, -7, -100", "7, 7, 0, 0", "3000, 1, 2999, 299900",
			"2, 3, -1, -33.33", "1, 1, 0, 0", "1007, 1006, 1, 0.1", "9007199254740993, 9007199254740992, 1, 0",
			"8999999999999999999, 1, 8999999999999999998, 899999999999999999800" })
	void changeIsTheDifferenceAndItsShareOfTheEarlierNumber(long current, long previous, String absolute,
			String percent) {
		assertThat(Change.of(current, previous)).isEqualTo(change(absolute, percent));
	}

	@Test
	void percentIsNullIfTheEarlierNumberIsZero() {
		assertThat(Change.of(3, 0)).isEqualTo(new Change(new BigDecimal(3), null));
		assertThat(Change.of(0, 0)).isEqualTo(new Change(new BigDecimal(0), null));
	}

	@Test
	void changeIsComputedBeforeRounding() {
		// 0.0000004 and 0.0000008 dollars are 0 and 0.000001 to see
		assertThat(dollars(800, 400)).isEqualTo(change("0", "100"));
		// 1.0000014 and 1.0000005 are 1.000001 and 1.000001
		assertThat(dollars(1_000_001_400L, 1_000_000_500L)).isEqualTo(change("0.000001", "0"));
		// 1/3 and 1/6 are 0.3333 and 0.1667
		assertThat(Change.of(Quotient.of(1, 3), Quotient.of(1, 6), 4)).isEqualTo(change("0.1667", "100"));
		assertThat(Change.of(Quotient.of(1, 6), Quotient.of(1, 3), 4)).isEqualTo(change("-0.1667", "-50"));
	}

	@Test
	void aQuotientWithDivisorZeroIsZero() {
		assertThat(Change.of(Quotient.of(5, 2), Quotient.of(0, 0), 2))
			.isEqualTo(new Change(new BigDecimal("2.5"), null));
		assertThat(Change.of(Quotient.of(0, 0), Quotient.of(5, 2), 2)).isEqualTo(change("-2.5", "-100"));
	}

	private static Change dollars(long currentNano, long previousNano) {
		return Change.of(Quotient.of(currentNano, 1_000_000_000), Quotient.of(previousNano, 1_000_000_000),
				Numbers.COST_DECIMALS);
	}

	private static Change change(String absolute, String percent) {
		return new Change(new BigDecimal(absolute), new BigDecimal(percent));
	}

}
