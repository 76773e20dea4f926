package ai.potpie.analyticsapi.analytics.counting;

import java.util.List;

import ai.potpie.analyticsapi.logfire.rows.Row;

/**
 * The number of runs by the origin of their cost:
 * {@code docs/numbers.md#estimated-costs}.
 *
 * @param recordedRuns runs that recorded a cost above 0
 * @param estimatedRuns runs without a recorded cost, all of whose LLM calls have a cost
 * @param unpricedRuns runs without a recorded cost that have a call without a cost, or no
 * calls: the known part of their cost is in the sum
 * @param unpricedModels the models of the calls without a cost
 */
public record RunCoverage(long recordedRuns, long estimatedRuns, long unpricedRuns, List<String> unpricedModels) {

	public static final RunCoverage NONE = new RunCoverage(0, 0, 0, List.of());

	/** Reads the columns of {@link RunCosts#coverage()}. */
	public static RunCoverage of(Row row) {
		return of(row, "unpriced_models");
	}

	/** Reads the columns of {@link RunCosts#coverage(String)}. */
	public static RunCoverage of(Row row, String models) {
		long estimated = row.number("estimated_runs");
		long unpriced = row.number("unpriced_runs");
		return new RunCoverage(row.number("run_count") - estimated - unpriced, estimated, unpriced,
				NameLists.read(row, models));
	}

}
