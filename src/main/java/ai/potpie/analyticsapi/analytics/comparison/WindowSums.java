package ai.potpie.analyticsapi.analytics.comparison;

import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedWindow;
import ai.potpie.analyticsapi.analytics.counting.CallNumbers;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.Quotient;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.logfire.rows.Row;

/**
 * The totals of runs and LLM calls in a window, before rounding.
 *
 * @param cost the cost of runs in US dollars
 * @param runs the number of runs
 * @param duration the mean duration of agent executions in milliseconds
 * @param successRate the share of runs that succeeded, from 0 to 1
 * @param calls the totals of LLM calls
 * @param callCost the cost of LLM calls in US dollars
 */
record WindowSums(Quotient cost, long runs, Quotient duration, Quotient successRate, CallNumbers calls,
		Quotient callCost) {

	static final WindowSums NONE = new WindowSums(Quotient.of(0), 0, Quotient.of(0), Quotient.of(0), CallNumbers.NONE,
			Quotient.of(0));

	private static final long NANO = 1_000_000_000;

	static WindowSums of(Row row) {
		long runs = row.number("run_count");
		return new WindowSums(Quotient.of(row.number("cost_nano"), NANO), runs,
				Quotient.of(row.number("execution_us"), 1000 * row.number("execution_count")),
				Quotient.of(row.number("success_count"), runs), CallNumbers.of(row),
				Quotient.of(row.number("call_cost_nano"), NANO));
	}

	ComparedWindow in(Window window) {
		Summary summary = new Summary(Numbers.rounded(this.cost, Numbers.COST_DECIMALS), this.runs,
				Numbers.rounded(this.duration, 2), Numbers.rounded(this.successRate, 4));
		return new ComparedWindow(Period.of(window), summary, this.calls);
	}

}
