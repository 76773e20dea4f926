package ai.potpie.analyticsapi.alert.rule;

import java.math.BigDecimal;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A share of a rule's amount at which it fires.
 *
 * @param percent the share in per cent, from 1 to 1000
 * @param kind what is compared with it
 */
public record Threshold(int percent, Kind kind) {

	/**
	 * What crosses the threshold of a rule: so much use, or such a share without a price.
	 */
	public BigDecimal limit(BigDecimal amount) {
		return (this.kind == Kind.UNPRICED) ? BigDecimal.valueOf(this.percent)
				: amount.multiply(BigDecimal.valueOf(this.percent, 2));
	}

	/** What is compared with a threshold. */
	public enum Kind {

		/** What was used. */
		ACTUAL,

		/** What will have been used at the end of the period. */
		FORECAST,

		/** The share of runs without a price, in per cent, whatever the amount. */
		UNPRICED;

		@JsonValue
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
