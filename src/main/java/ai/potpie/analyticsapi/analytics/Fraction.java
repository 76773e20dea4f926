package ai.potpie.analyticsapi.analytics;

import java.math.BigDecimal;

/**
 * A number before it is rounded.
 *
 * @param dividend its upper part
 * @param divisor its lower part, never 0
 */
record Fraction(BigDecimal dividend, BigDecimal divisor) {

	/** A quotient, 0 if there is nothing to divide by. */
	static Fraction of(long dividend, long divisor) {
		return (divisor == 0) ? of(0) : new Fraction(BigDecimal.valueOf(dividend), BigDecimal.valueOf(divisor));
	}

	static Fraction of(long number) {
		return of(number, 1);
	}

	boolean isZero() {
		return this.dividend.signum() == 0;
	}

	Fraction minus(Fraction other) {
		return new Fraction(this.dividend.multiply(other.divisor).subtract(other.dividend.multiply(this.divisor)),
				this.divisor.multiply(other.divisor));
	}

	/** The quotient of both, of which the other is not 0. */
	Fraction over(Fraction other) {
		return new Fraction(this.dividend.multiply(other.divisor), this.divisor.multiply(other.dividend));
	}

}
