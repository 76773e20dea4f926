package ai.potpie.analyticsapi.analytics.usage;

import java.math.BigDecimal;

import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.logfire.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * Totals of LLM calls.
 *
 * @param llmCalls the number of LLM calls
 * @param inputTokens tokens sent to models, cached ones included
 * @param outputTokens tokens that models returned, reasoning included
 * @param cachedInputTokens the part of the input tokens that was read from a cache
 * @param reasoningTokens the part of the output tokens that was reasoning
 * @param cost the cost of the calls in US dollars, with at most 6 decimals
 * @param costCoverage the number of calls by the origin of their cost
 * @param errorCount the number of calls that failed
 * @param durationMs percentiles of the calls' durations, in milliseconds
 */
public record UsageNumbers(long llmCalls, long inputTokens, long outputTokens, long cachedInputTokens,
		long reasoningTokens, BigDecimal cost, CostCoverage costCoverage, long errorCount, Durations durationMs) {

	static final UsageNumbers NONE = new UsageNumbers(0, 0, 0, 0, 0, BigDecimal.ZERO, CostCoverage.NONE, 0,
			Durations.NONE);

	static UsageNumbers of(Row row) {
		return new UsageNumbers(row.number("llm_calls"), row.number("input_tokens"), row.number("output_tokens"),
				row.number("cached_input_tokens"), row.number("reasoning_tokens"),
				Numbers.dollars(row.number("call_cost_nano")), CostCoverage.of(row), row.number("error_count"),
				Durations.of(row));
	}

	/**
	 * Percentiles of durations in milliseconds. Each is the duration of a real call, to
	 * the microsecond; null if no call has a duration.
	 *
	 * @param p50 half of the calls took this long or less
	 * @param p90 90 of 100 calls took this long or less
	 * @param p95 95 of 100 calls took this long or less
	 * @param p99 99 of 100 calls took this long or less
	 */
	public record Durations(@Nullable BigDecimal p50, @Nullable BigDecimal p90, @Nullable BigDecimal p95,
			@Nullable BigDecimal p99) {

		public static final Durations NONE = new Durations(null, null, null, null);

		/**
		 * Reads the columns {@code p50_us}, {@code p90_us}, {@code p95_us} and
		 * {@code p99_us}.
		 */
		public static Durations of(Row row) {
			return new Durations(Numbers.milliseconds(row, "p50_us"), Numbers.milliseconds(row, "p90_us"),
					Numbers.milliseconds(row, "p95_us"), Numbers.milliseconds(row, "p99_us"));
		}

	}

}
