package ai.potpie.analyticsapi.prices;

import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Prices at a time. A call with more input tokens than a tier's threshold costs that
 * tier's prices as a whole, not only beyond the threshold.
 *
 * @param tiers by rising thresholds, the first of which every call exceeds
 */
record Tariff(When when, List<Tier> tiers) {

	long costNano(long input, long cacheRead, long cacheWrite, long output) {
		int last = this.tiers.size() - 1;
		while (input <= this.tiers.get(last).above()) {
			last--;
		}
		return this.tiers.get(last).rates().costNano(input, cacheRead, cacheWrite, output);
	}

	Sql sql() {
		Sql sql = this.tiers.get(0).rates().sql();
		for (Tier tier : this.tiers.subList(1, this.tiers.size())) {
			sql = Sql.of("CASE WHEN input_tokens > :threshold THEN :above ELSE :below END")
				.with("threshold", tier.above())
				.with("above", tier.rates().sql())
				.with("below", sql);
		}
		return sql;
	}

	/**
	 * Prices of calls with more input tokens than a threshold.
	 */
	record Tier(long above, Rates rates) {
	}

}
