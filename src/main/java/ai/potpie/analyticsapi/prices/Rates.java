package ai.potpie.analyticsapi.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Prices in nano-dollars per million: of uncached input tokens, of tokens read from and
 * written to the cache, of output tokens, and of calls themselves.
 */
record Rates(long input, long cacheRead, long cacheWrite, long output, long call) {

	private static final int MILLION = 1_000_000;

	/** The number of decimal places of a millionth. */
	private static final int MILLIONTHS = 6;

	long costNano(long inputs, long cacheReads, long cacheWrites, long outputs) {
		return cost(inputs - cacheReads - cacheWrites, this.input).add(cost(cacheReads, this.cacheRead))
			.add(cost(cacheWrites, this.cacheWrite))
			.add(cost(outputs, this.output))
			.add(cost(1, this.call))
			.setScale(0, RoundingMode.HALF_UP)
			.longValueExact();
	}

	private static BigDecimal cost(long count, long price) {
		return BigDecimal.valueOf(count).multiply(BigDecimal.valueOf(price, MILLIONTHS));
	}

	/**
	 * The same computation in SQL. Engines divide whole numbers in different ways, so the
	 * expression adds whole nano-dollars and their millionths separately. Most prices
	 * have no millionths, and a DOUBLE holds their sum exactly.
	 */
	Sql sql() {
		Map<String, Long> prices = prices();
		Sql whole = sum(prices, (price) -> price / MILLION);
		Sql parts = sum(prices, (price) -> price % MILLION);
		if (parts.parameters().isEmpty()) {
			return whole;
		}
		return Sql.of(":whole + CAST(FLOOR(CAST(:parts + 500000 AS DOUBLE) / 1000000) AS BIGINT)")
			.with("whole", whole)
			.with("parts", parts);
	}

	/** The prices by the column that they multiply. */
	private Map<String, Long> prices() {
		Map<String, Long> prices = new LinkedHashMap<>();
		String rest = "input_tokens";
		if (this.cacheRead != this.input) {
			prices.put("cache_read_tokens", this.cacheRead);
			rest += " - cache_read_tokens";
		}
		if (this.cacheWrite != this.input) {
			prices.put("cache_write_tokens", this.cacheWrite);
			rest += " - cache_write_tokens";
		}
		prices.put("(" + rest + ")", this.input);
		prices.put("output_tokens", this.output);
		prices.put("1", this.call);
		return prices;
	}

	private static Sql sum(Map<String, Long> prices, LongUnaryOperator part) {
		Map<String, Object> factors = new LinkedHashMap<>();
		StringBuilder terms = new StringBuilder();
		prices.forEach((count, price) -> {
			long factor = part.applyAsLong(price);
			if (factor != 0) {
				String name = "factor_" + factors.size();
				terms.append(factors.isEmpty() ? "" : " + ").append(count).append(" * :").append(name);
				factors.put(name, factor);
			}
		});
		return factors.isEmpty() ? Sql.of("0") : new Sql(terms.toString(), factors);
	}

}
