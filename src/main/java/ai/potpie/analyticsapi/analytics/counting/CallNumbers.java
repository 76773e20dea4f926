package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

import ai.potpie.analyticsapi.logfire.rows.Row;

/**
 * Totals of LLM calls. The cost that agents record for a run is a separate number:
 * {@code docs/numbers.md#usage-of-llms}.
 *
 * @param llmCalls the number of LLM calls
 * @param inputTokens tokens sent to the model, cached ones included
 * @param outputTokens tokens that the model returned, reasoning included
 * @param cachedInputTokens the part of the input tokens that was read from a cache
 * @param reasoningTokens the part of the output tokens that was reasoning
 * @param llmCost the cost of the calls in US dollars, with at most 6 decimals
 * @param costCoverage the number of calls behind {@code llm_cost}, by the origin of their
 * cost
 */
public record CallNumbers(long llmCalls, long inputTokens, long outputTokens, long cachedInputTokens,
		long reasoningTokens, BigDecimal llmCost, CostCoverage costCoverage) {

	public static final CallNumbers NONE = new CallNumbers(0, 0, 0, 0, 0, BigDecimal.ZERO, CostCoverage.NONE);

	/** Reads the columns of {@link CallSums}. */
	public static CallNumbers of(Row row) {
		return new CallNumbers(row.number("llm_calls"), row.number("input_tokens"), row.number("output_tokens"),
				row.number("cached_input_tokens"), row.number("reasoning_tokens"),
				Numbers.dollars(row.number("call_cost_nano")), CostCoverage.of(row));
	}

}
