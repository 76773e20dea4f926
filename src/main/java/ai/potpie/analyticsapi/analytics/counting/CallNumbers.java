package ai.potpie.analyticsapi.analytics.counting;

import java.math.BigDecimal;

import ai.potpie.analyticsapi.logfire.Row;

/**
 * What the calls of LLMs in something add up to, beside the cost that agents record
 * themselves.
 *
 * @param llmCalls the number of calls
 * @param inputTokens tokens that were sent, cached ones included
 * @param outputTokens tokens that came back, reasoning included
 * @param cachedInputTokens those of the input tokens that were read from a cache
 * @param reasoningTokens those of the output tokens that were reasoning
 * @param llmCost what the calls cost in US dollars, at most 6 decimals
 * @param costCoverage how sure that cost is
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
