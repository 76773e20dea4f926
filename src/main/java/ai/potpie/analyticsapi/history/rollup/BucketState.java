package ai.potpie.analyticsapi.history.rollup;

import java.time.Instant;

import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.TimeRange;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a bucket's numbers are worth.
 */
enum BucketState {

	/** The bucket ended at least 24 hours ago, so late spans have arrived. */
	@JsonProperty("final")
	FINAL,

	/** The bucket is over, but spans may still arrive. */
	@JsonProperty("settling")
	SETTLING,

	/** The bucket is not over. */
	@JsonProperty("open")
	OPEN,

	/** Facts of a part of the bucket are missing. */
	@JsonProperty("partial")
	PARTIAL,

	/** Nothing of the bucket was captured. */
	@JsonProperty("missing")
	MISSING;

	/**
	 * The state of a bucket.
	 * @param asOf the moment up to which the history has everything
	 */
	static BucketState of(TimeRange bucket, Coverage coverage, Settling settling, Instant asOf) {
		if (!coverage.touches(bucket)) {
			return MISSING;
		}
		if (!coverage.covers(bucket)) {
			return PARTIAL;
		}
		if (bucket.end().isAfter(asOf)) {
			return OPEN;
		}
		return settling.isOver(bucket.end(), asOf) ? FINAL : SETTLING;
	}

	/** Whether facts are missing. */
	boolean hasGaps() {
		return this == PARTIAL || this == MISSING;
	}

}
