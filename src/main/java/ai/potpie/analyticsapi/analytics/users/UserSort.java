package ai.potpie.analyticsapi.analytics.users;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The number by which users are ranked, the highest first.
 */
public enum UserSort {

	/** The cost of runs. */
	COST("cost_nano"),

	RUNS("run_count"),

	/** The number of runs that ended with an error. */
	ERRORS("error_count"),

	/** The time of the last activity: the most recent comes first. */
	LAST_ACTIVITY("last_activity");

	private final Sql column;

	UserSort(String column) {
		this.column = Sql.of(column);
	}

	/** The column of {@link UsersQuestion} with this number. */
	Sql column() {
		return this.column;
	}

}
