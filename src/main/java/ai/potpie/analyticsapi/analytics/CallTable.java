package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.export.Table;
import tools.jackson.databind.json.JsonMapper;

/**
 * Totals of LLM calls, as columns that several tables include.
 */
public final class CallTable {

	public static final Table<CostCoverage> COVERAGE = Table.<CostCoverage>named("cost_coverage")
		.count("recorded_calls", CostCoverage::recordedCalls)
		.count("estimated_calls", CostCoverage::estimatedCalls)
		.count("unpriced_calls", CostCoverage::unpricedCalls)
		.json("unpriced_models", (coverage) -> JsonMapper.shared().writeValueAsString(coverage.unpricedModels()));

	public static final Table<CallNumbers> NUMBERS = Table.<CallNumbers>named("calls")
		.count("llm_calls", CallNumbers::llmCalls)
		.count("input_tokens", CallNumbers::inputTokens)
		.count("output_tokens", CallNumbers::outputTokens)
		.count("cached_input_tokens", CallNumbers::cachedInputTokens)
		.count("reasoning_tokens", CallNumbers::reasoningTokens)
		.dollars("llm_cost", CallNumbers::llmCost)
		.and(COVERAGE.of(CallNumbers::costCoverage));

	private CallTable() {
	}

}
