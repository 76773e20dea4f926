package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumbersTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "12450000000, 12.45", "1, 0", "499, 0", "500, 0.000001", "10000000000, 10",
			"9223372036854775807, 9223372036.854776" })
	void dollarsHaveAtMostSixDecimalsAndNoExponent(long nanoDollars, String dollars) {
		assertThat(Numbers.dollars(nanoDollars)).hasToString(dollars);
	}

	@ParameterizedTest
	@CsvSource({ "147, 156, 4, 0.9423", "1, 3, 2, 0.33", "2, 3, 2, 0.67", "5, 5, 4, 1", "7, 0, 2, 0",
			"1000, 1, 2, 1000" })
	void ratiosAreRoundedHalfUpAndZeroWithoutDivisor(long dividend, long divisor, int decimals, String ratio) {
		assertThat(Numbers.ratio(dividend, divisor, decimals)).hasToString(ratio);
	}

	@Test
	void millisecondsAreExactToTheMicrosecond() {
		assertThat(Numbers.milliseconds(new BigDecimal("0.000684"))).hasToString("0.684");
		assertThat(Numbers.milliseconds(new BigDecimal("6.840000000000001E-4"))).hasToString("0.684");
		assertThat(Numbers.milliseconds(new BigDecimal("90"))).hasToString("90000");
	}

}
