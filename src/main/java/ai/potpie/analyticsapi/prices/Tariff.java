package ai.potpie.analyticsapi.prices;

import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The prices that apply at a time. If a call has more input tokens than a tier's
 * threshold, that tier's prices apply to the whole call, and not only beyond the
 * threshold.
 *
 * @param tiers the tiers by rising threshold; every call exceeds the first threshold
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
	 * The prices of calls with more input tokens than a threshold.
	 */
	record Tier(long above, Rates rates) {
	}

}
