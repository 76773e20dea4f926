package ai.potpie.analyticsapi.history;

import java.time.Instant;

/**
 * What the store holds, as this replica last saw it.
 *
 * @param state how far the feed has read
 * @param coverage the times of start that are covered
 */
record FeedView(FeedState state, Coverage coverage) {

	/**
	 * The moment up to which the store has everything that Logfire had; long past before
	 * the first read.
	 */
	Instant asOf() {
		Instant asOf = this.state.asOf();
		return (asOf != null) ? asOf : Instant.EPOCH;
	}

}
