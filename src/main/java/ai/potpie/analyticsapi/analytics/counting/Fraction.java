package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

/**
 * A number before it is rounded.
 *
 * @param dividend its upper part
 * @param divisor its lower part, never 0
 */
public record Fraction(BigDecimal dividend, BigDecimal divisor) {

	/** A quotient, 0 if there is nothing to divide by. */
	public static Fraction of(long dividend, long divisor) {
		return (divisor == 0) ? of(0) : new Fraction(BigDecimal.valueOf(dividend), BigDecimal.valueOf(divisor));
	}

	public static Fraction of(long number) {
		return of(number, 1);
	}

	public boolean isZero() {
		return this.dividend.signum() == 0;
	}

	public Fraction minus(Fraction other) {
		return new Fraction(this.dividend.multiply(other.divisor).subtract(other.dividend.multiply(this.divisor)),
				this.divisor.multiply(other.divisor));
	}

	/** The quotient of both, of which the other is not 0. */
	public Fraction over(Fraction other) {
		return new Fraction(this.dividend.multiply(other.divisor), this.divisor.multiply(other.dividend));
	}

}
