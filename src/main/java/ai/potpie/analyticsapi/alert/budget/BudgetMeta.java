package ai.potpie.analyticsapi.alert.budget;

import java.time.Instant;

import ai.potpie.analyticsapi.logfire.rows.RowSource;

/**
 * The origin of the numbers.
 *
 * @param asOf the moment up to which the numbers are complete, in UTC
 * @param source always the history
 */
record BudgetMeta(Instant asOf, RowSource source) {

	static BudgetMeta of(Instant asOf) {
		return new BudgetMeta(asOf, RowSource.HISTORY);
	}

}
