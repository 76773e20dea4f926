package ai.potpie.analyticsapi.analytics.counting;

import java.util.List;

import ai.potpie.analyticsapi.logfire.rows.Row;

/**
 * The number of LLM calls by the origin of their cost:
 * {@code docs/numbers.md#usage-of-llms}.
 *
 * @param recordedCalls calls that recorded their cost
 * @param estimatedCalls calls whose cost was computed from their tokens and the model's
 * price
 * @param unpricedCalls calls whose cost is unknown and therefore missing in the sum
 * @param unpricedModels the models of the unpriced calls
 */
public record CostCoverage(long recordedCalls, long estimatedCalls, long unpricedCalls, List<String> unpricedModels) {

	public static final CostCoverage NONE = new CostCoverage(0, 0, 0, List.of());

	public static CostCoverage of(Row row) {
		long recorded = row.number("recorded_calls");
		long estimated = row.number("estimated_calls");
		return new CostCoverage(recorded, estimated, row.number("llm_calls") - recorded - estimated,
				NameLists.read(row, "unpriced_models"));
	}

}
