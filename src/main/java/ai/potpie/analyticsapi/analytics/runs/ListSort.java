package ai.potpie.analyticsapi.analytics.runs;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The order of a list. Among equals, the latest row comes first; among those that ended
 * in the same microsecond, the one with the greater trace id and span id.
 */
public enum ListSort {

	/** The latest last activity first: no number decides before it. */
	NEWEST("NULL"),

	/** The most expensive first. */
	COST("cost_nano"),

	/** The longest first; rows without a duration come last. */
	DURATION("duration_us");

	private final String column;

	ListSort(String column) {
		this.column = column;
	}

	/**
	 * The column of {@link ListPage} that decides first, which has whole numbers; or
	 * NULL.
	 */
	String column() {
		return this.column;
	}

	/** The terms of an {@code ORDER BY}. */
	Sql order() {
		return Sql.of(((this == NEWEST) ? "" : this.column + " DESC NULLS LAST, ") + "last_place DESC");
	}

}
