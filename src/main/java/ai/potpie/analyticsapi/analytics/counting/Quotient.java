package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

/**
 * A quotient that is not rounded yet.
 *
 * @param dividend the number that is divided
 * @param divisor the number that it is divided by, never 0
 */
public record Quotient(BigDecimal dividend, BigDecimal divisor) {

	/** The quotient of two numbers; 0 if the divisor is 0. */
	public static Quotient of(long dividend, long divisor) {
		return (divisor == 0) ? of(0) : new Quotient(BigDecimal.valueOf(dividend), BigDecimal.valueOf(divisor));
	}

	public static Quotient of(long number) {
		return of(number, 1);
	}

	public boolean isZero() {
		return this.dividend.signum() == 0;
	}

	public Quotient minus(Quotient other) {
		return new Quotient(this.dividend.multiply(other.divisor).subtract(other.dividend.multiply(this.divisor)),
				this.divisor.multiply(other.divisor));
	}

	/** Divides by another quotient, which must not be 0. */
	public Quotient over(Quotient other) {
		return new Quotient(this.dividend.multiply(other.divisor), this.divisor.multiply(other.dividend));
	}

}
