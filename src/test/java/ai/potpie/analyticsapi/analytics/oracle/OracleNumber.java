package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads what should be a number.
 */
final class OracleNumber {

	private static final Pattern DECIMAL = Pattern
		.compile("[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?");

	private static final Pattern COUNT = Pattern.compile("[0-9]{1,12}([.]0*)?");

	private static final BigDecimal HIGHEST = new BigDecimal(1_000_000);

	private OracleNumber() {
	}

	/** Dollars from 0 to a million, in nano-dollars; null if it is anything else. */
	static @Nullable Long nanoDollars(@Nullable String text) {
		String number = (text != null) ? OracleSpan.trimmed(text) : "";
		if (!DECIMAL.matcher(number).matches()) {
			return null;
		}
		BigDecimal dollars = new BigDecimal(number);
		if (dollars.signum() < 0 || dollars.compareTo(HIGHEST) > 0) {
			return null;
		}
		return dollars.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

	/** A whole number of up to twelve digits; 0 if it is anything else. */
	static long count(@Nullable String text) {
		String number = (text != null) ? OracleSpan.trimmed(text) : "";
		return COUNT.matcher(number).matches() ? new BigDecimal(number).longValueExact() : 0;
	}

	static BigDecimal dollars(long nanos) {
		return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP);
	}

	static BigDecimal quotient(long dividend, long divisor, int decimals) {
		return (divisor == 0) ? BigDecimal.ZERO
				: BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), decimals, RoundingMode.HALF_UP);
	}

}
