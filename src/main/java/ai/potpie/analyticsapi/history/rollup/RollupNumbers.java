package ai.potpie.analyticsapi.history.rollup;

import java.math.BigDecimal;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.usage.UsageNumbers.Durations;
import ai.potpie.analyticsapi.logfire.rows.Row;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a bucket or of the whole period: those of a user's analytics about runs,
 * and those of the totals of usage about LLM calls, under the same names. All are null if
 * nothing was captured.
 *
 * @param totalCost the cost of all runs in US dollars, with at most 6 decimals
 * @param totalAgentRuns the number of runs
 * @param avgDurationMs the mean duration of agent executions in milliseconds, with at
 * most 2 decimals
 * @param successRate the share of runs that succeeded, from 0 to 1, with at most 4
 * decimals
 * @param conversationCount the number of conversations
 * @param llmCalls the number of LLM calls
 * @param inputTokens tokens sent to models, cached ones included
 * @param outputTokens tokens that models returned, reasoning included
 * @param cachedInputTokens the part of the input tokens that was read from a cache
 * @param reasoningTokens the part of the output tokens that was reasoning
 * @param cost the cost of the LLM calls in US dollars, with at most 6 decimals
 * @param costCoverage the number of LLM calls by the origin of their cost
 * @param errorCount the number of LLM calls that failed
 * @param durationMs percentiles of the LLM calls' durations, in milliseconds
 * @param runCostCoverage the number of runs by the origin of their cost; present if
 * {@code total_cost} depends on calls
 */
record RollupNumbers(@Nullable BigDecimal totalCost, @Nullable Long totalAgentRuns, @Nullable BigDecimal avgDurationMs,
		@Nullable BigDecimal successRate, @Nullable Long conversationCount, @Nullable Long llmCalls,
		@Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long cachedInputTokens,
		@Nullable Long reasoningTokens, @Nullable BigDecimal cost, @Nullable CostCoverage costCoverage,
		@Nullable Long errorCount, @Nullable Durations durationMs,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RunCoverage runCostCoverage) {

	/** Nothing was captured. */
	static final RollupNumbers MISSING = new RollupNumbers(null, null, null, null, null, null, null, null, null, null,
			null, null, null, null, null);

	/**
	 * The column for the models of calls without a cost that make a run's cost
	 * incomplete.
	 */
	static final String MODELS_OF_RUNS = "unpriced_models_of_runs";

	/** The numbers of a time without facts. */
	static RollupNumbers none(RunCosts costs) {
		return of(BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, CallNumbers.NONE, 0, Durations.NONE,
				costs.needCalls() ? RunCoverage.NONE : null);
	}

	static RollupNumbers of(Row row, RunCosts costs) {
		long runs = row.number("run_count");
		return of(Numbers.dollars(row.number("cost_nano")), runs,
				Numbers.ratio(row.number("execution_us"), 1000 * row.number("execution_count"), 2),
				Numbers.ratio(row.number("success_count"), runs, 4), row.number("conversation_count"),
				CallNumbers.of(row), row.number("error_count"), Durations.of(row),
				costs.needCalls() ? RunCoverage.of(row, MODELS_OF_RUNS) : null);
	}

	private static RollupNumbers of(BigDecimal totalCost, long runs, BigDecimal duration, BigDecimal successRate,
			long conversations, CallNumbers calls, long errors, Durations durations,
			@Nullable RunCoverage runCoverage) {
		return new RollupNumbers(totalCost, runs, duration, successRate, conversations, calls.llmCalls(),
				calls.inputTokens(), calls.outputTokens(), calls.cachedInputTokens(), calls.reasoningTokens(),
				calls.llmCost(), calls.costCoverage(), errors, durations, runCoverage);
	}

}
