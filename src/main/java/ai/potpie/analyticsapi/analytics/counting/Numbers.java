package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import ai.potpie.analyticsapi.logfire.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * Converts the whole numbers of a query into the decimals of an answer. Decimals have
 * neither trailing zeros nor an exponent.
 */
public final class Numbers {

	private static final int NANO = 9;

	public static final int COST_DECIMALS = 6;

	private Numbers() {
	}

	/** US dollars from nano-dollars, rounded to 6 decimals. */
	public static BigDecimal dollars(long nanoDollars) {
		return plain(BigDecimal.valueOf(nanoDollars, NANO).setScale(COST_DECIMALS, RoundingMode.HALF_UP));
	}

	/** A rounded quotient; 0 if the divisor is 0. */
	public static BigDecimal ratio(long dividend, long divisor, int decimals) {
		return rounded(Quotient.of(dividend, divisor), decimals);
	}

	public static BigDecimal rounded(Quotient number, int decimals) {
		return plain(number.dividend().divide(number.divisor(), decimals, RoundingMode.HALF_UP));
	}

	/** Converts a share of 1 into per cent. */
	public static BigDecimal percent(Quotient share) {
		return rounded(new Quotient(share.dividend().movePointRight(2), share.divisor()), 2);
	}

	/** Milliseconds from seconds, to the microsecond. */
	public static BigDecimal milliseconds(BigDecimal seconds) {
		BigDecimal milliseconds = seconds.movePointRight(3).round(MathContext.DECIMAL64);
		return plain(milliseconds.setScale(3, RoundingMode.HALF_UP));
	}

	/** Milliseconds from a column of microseconds; null if the column is null. */
	public static @Nullable BigDecimal milliseconds(Row row, String column) {
		return row.isNull(column) ? null : ratio(row.number(column), 1000, 3);
	}

	private static BigDecimal plain(BigDecimal number) {
		BigDecimal stripped = number.stripTrailingZeros();
		return (stripped.scale() < 0) ? stripped.setScale(0) : stripped;
	}

}
