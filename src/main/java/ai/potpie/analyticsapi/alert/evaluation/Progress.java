package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Instant;

/**
 * How far a rule was evaluated.
 *
 * @param version the version of the rule
 * @param openStart the start of the first period whose end was not evaluated
 * @param settledStart the start of the first period that was not evaluated after it
 * settled
 */
record Progress(long version, Instant openStart, Instant settledStart) {

	static Progress begin(long version, Instant periodStart) {
		return new Progress(version, periodStart, periodStart);
	}

	Progress ended(Instant nextStart) {
		return new Progress(this.version, nextStart, this.settledStart);
	}

	Progress settled(Instant nextStart) {
		return new Progress(this.version, this.openStart, nextStart);
	}

}
