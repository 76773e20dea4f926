package ai.potpie.analyticsapi.history;

import java.time.Instant;

import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.RowSource;

/**
 * What the store holds, as this replica last saw it.
 *
 * @param state how far the feed has read
 * @param coverage the times of start that are covered
 */
record FeedView(FeedState state, Coverage coverage) {

	/** The source of an answer about a window. */
	RowSource sourceOf(LogfireQuery window) {
		Instant otherRules = this.state.otherRulesUntil();
		return (otherRules != null && window.start().isBefore(otherRules)) ? RowSource.HISTORY_OF_OTHER_RULES
				: RowSource.HISTORY;
	}

	/**
	 * The moment up to which the store has everything that Logfire had; long past before
	 * the first read.
	 */
	Instant asOf() {
		Instant asOf = this.state.asOf();
		return (asOf != null) ? asOf : Instant.EPOCH;
	}

}
