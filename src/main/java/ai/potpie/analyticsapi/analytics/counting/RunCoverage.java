package ai.potpie.analyticsapi.analytics.counting;

import java.util.List;

import ai.potpie.analyticsapi.logfire.Row;

/**
 * How sure the costs of runs are.
 *
 * @param recordedRuns runs that recorded a cost above 0
 * @param estimatedRuns runs that did not, and whose calls of LLMs all have a cost
 * @param unpricedRuns runs that did not, and of whose calls one at least has no cost, or
 * which have none: what is known of their cost is in the sum
 * @param unpricedModels the models of the calls without one
 */
public record RunCoverage(long recordedRuns, long estimatedRuns, long unpricedRuns, List<String> unpricedModels) {

	public static final RunCoverage NONE = new RunCoverage(0, 0, 0, List.of());

	/** Reads the columns of {@link RunCosts#coverage()}. */
	public static RunCoverage of(Row row) {
		long estimated = row.number("estimated_runs");
		long unpriced = row.number("unpriced_runs");
		return new RunCoverage(row.number("run_count") - estimated - unpriced, estimated, unpriced,
				row.texts("unpriced_models"));
	}

}
