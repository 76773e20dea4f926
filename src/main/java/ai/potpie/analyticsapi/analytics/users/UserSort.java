package ai.potpie.analyticsapi.analytics.users;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * By what users are ranked, the most first.
 */
public enum UserSort {

	/** What agents recorded as their runs' cost. */
	COST("cost_nano"),

	RUNS("run_count"),

	/** Runs that ended with an error. */
	ERRORS("error_count"),

	/** Whoever was active last comes first. */
	LAST_ACTIVITY("last_activity");

	private final Sql column;

	UserSort(String column) {
		this.column = Sql.of(column);
	}

	/** The column of {@link UsersQuestion} that has it. */
	Sql column() {
		return this.column;
	}

}
