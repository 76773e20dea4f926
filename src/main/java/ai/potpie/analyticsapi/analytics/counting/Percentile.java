package ai.potpie.analyticsapi.analytics.counting;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The SQL of percentiles: the shortest duration of a call that this share of the calls
 * does not exceed.
 */
public final class Percentile {

	private static final Sql IS_AT = Sql.of("""
			:nth * 100 >= :percent * :timed AND (:nth - 1) * 100 < :percent * :timed""");

	private Percentile() {
	}

	/**
	 * The condition that a call is the one at a percentile: its position is the lowest
	 * with at least this percentage of the calls at or below it.
	 * @param nth the column of a call's position by duration, from 1
	 * @param timed the column of how many calls have a duration
	 */
	public static Sql isAt(int percent, String nth, String timed) {
		return IS_AT.with("percent", percent).with("nth", Sql.of(nth)).with("timed", Sql.of(timed));
	}

}
