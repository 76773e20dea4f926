package ai.potpie.analyticsapi.prices;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * All tariffs of a model. The last one that applies counts, or the first one if none
 * applies.
 */
record Tariffs(List<Tariff> all) {

	Tariffs {
		all = List.copyOf(all);
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	Tariff at(Instant at) {
		for (int i = this.all.size() - 1; i > 0; i--) {
			if (this.all.get(i).when().applies(at)) {
				return this.all.get(i);
			}
		}
		return this.all.get(0);
	}

	/** The same choice in SQL, by the column {@code start_timestamp}. */
	Sql sql() {
		Sql sql = this.all.get(0).sql();
		for (Tariff later : this.all.subList(1, this.all.size())) {
			sql = Sql.of("CASE WHEN :applies THEN :later ELSE :earlier END")
				.with("applies", later.when().sql())
				.with("later", later.sql())
				.with("earlier", sql);
		}
		return sql;
	}

}
