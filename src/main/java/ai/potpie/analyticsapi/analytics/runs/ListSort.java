package ai.potpie.analyticsapi.analytics.runs;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * By what a list is ordered. Of what is the same the latest comes first, and of what
 * ended at the same microsecond that with the greater trace and span.
 */
public enum ListSort {

	/** The latest last activity first: nothing decides before it. */
	NEWEST("NULL"),

	/** The most expensive first. */
	COST("cost_nano"),

	/** The longest first; what has no duration comes last. */
	DURATION("duration_us");

	private final String column;

	ListSort(String column) {
		this.column = column;
	}

	/** What decides first: a whole number of a row of {@link ListPage}, or NULL. */
	String column() {
		return this.column;
	}

	/** For an {@code ORDER BY}. */
	Sql order() {
		return Sql.of(((this == NEWEST) ? "" : this.column + " DESC NULLS LAST, ") + "last_place DESC");
	}

}
