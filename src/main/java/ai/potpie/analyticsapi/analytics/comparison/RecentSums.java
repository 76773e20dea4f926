package ai.potpie.analyticsapi.analytics.comparison;

import ai.potpie.analyticsapi.analytics.comparison.Changes.Change;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedWindow;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentChanges;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentWindow;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.logfire.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * The totals of a window of a {@link UserSummary}, before rounding.
 *
 * @param sums the totals of runs and LLM calls
 * @param conversations the number of conversations
 * @param coverage the number of runs by the origin of their cost; null if that does not
 * depend on calls
 */
record RecentSums(WindowSums sums, long conversations, @Nullable RunCoverage coverage) {

	/** The column for the models of calls that make a run's cost incomplete. */
	static final String MODELS_OF_RUNS = "unpriced_models_of_runs";

	/** The totals of a window without spans. */
	static RecentSums none(RunCosts costs) {
		return new RecentSums(WindowSums.NONE, 0, costs.needCalls() ? RunCoverage.NONE : null);
	}

	static RecentSums of(Row row, RunCosts costs) {
		return new RecentSums(WindowSums.of(row), row.number("conversation_count"),
				costs.needCalls() ? RunCoverage.of(row, MODELS_OF_RUNS) : null);
	}

	RecentWindow in(Window window) {
		ComparedWindow totals = this.sums.in(window);
		return new RecentWindow(totals.period(), totals.summary(), this.conversations, totals.calls(), this.coverage);
	}

	RecentChanges changesFrom(RecentSums previous) {
		return new RecentChanges(Changes.of(this.sums, previous.sums),
				Change.of(this.conversations, previous.conversations));
	}

}
