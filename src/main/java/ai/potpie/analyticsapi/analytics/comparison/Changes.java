package ai.potpie.analyticsapi.analytics.comparison;

import java.math.BigDecimal;

import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.Quotient;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The changes of numbers, computed before rounding.
 *
 * @param totalCost change of the cost of runs, in US dollars
 * @param totalAgentRuns change of the number of runs
 * @param avgDurationMs change of the mean duration of agent executions, in milliseconds
 * @param successRate change of the share of runs that succeeded, which is from 0 to 1
 * @param llmCalls change of the number of LLM calls
 * @param inputTokens change of the tokens sent to models
 * @param outputTokens change of the tokens that models returned
 * @param cachedInputTokens change of the input tokens that were read from a cache
 * @param reasoningTokens change of the output tokens that were reasoning
 * @param llmCost change of the cost of LLM calls, in US dollars
 */
record Changes(Change totalCost, Change totalAgentRuns, Change avgDurationMs, Change successRate, Change llmCalls,
		Change inputTokens, Change outputTokens, Change cachedInputTokens, Change reasoningTokens, Change llmCost) {

	static Changes of(WindowSums current, WindowSums previous) {
		CallNumbers now = current.calls();
		CallNumbers then = previous.calls();
		return new Changes(Change.of(current.cost(), previous.cost(), Numbers.COST_DECIMALS),
				Change.of(current.runs(), previous.runs()), Change.of(current.duration(), previous.duration(), 2),
				Change.of(current.successRate(), previous.successRate(), 4), Change.of(now.llmCalls(), then.llmCalls()),
				Change.of(now.inputTokens(), then.inputTokens()), Change.of(now.outputTokens(), then.outputTokens()),
				Change.of(now.cachedInputTokens(), then.cachedInputTokens()),
				Change.of(now.reasoningTokens(), then.reasoningTokens()),
				Change.of(current.callCost(), previous.callCost(), Numbers.COST_DECIMALS));
	}

	/**
	 * The change of one number.
	 *
	 * @param absolute the current number less the previous one, with as many decimals as
	 * the number itself
	 * @param percent the difference in per cent of the previous number, with at most 2
	 * decimals; null if that number is 0
	 */
	record Change(BigDecimal absolute, @Nullable BigDecimal percent) {

		static Change of(long current, long previous) {
			return of(Quotient.of(current), Quotient.of(previous), 0);
		}

		static Change of(Quotient current, Quotient previous, int decimals) {
			Quotient difference = current.minus(previous);
			return new Change(Numbers.rounded(difference, decimals),
					previous.isZero() ? null : Numbers.percent(difference.over(previous)));
		}

	}

}
