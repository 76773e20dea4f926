package ai.potpie.analyticsapi.history.rollup;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.CallTable;
import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.usage.DurationTable;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;
import ai.potpie.analyticsapi.history.rollup.UserHistory.HistoryBucket;
import ai.potpie.analyticsapi.history.rollup.UserHistory.HistoryTotals;
import org.jspecify.annotations.Nullable;

/**
 * A {@link UserHistory} as tables: a row for each bucket.
 */
record RollupTables() implements Tables<RollupQuestion, UserHistory> {

	private static final Table<RollupNumbers> NUMBERS = Table.<RollupNumbers>named(RollupSection.TOTALS.label())
		.dollars("total_cost", RollupNumbers::totalCost)
		.count("total_agent_runs", RollupNumbers::totalAgentRuns)
		.milliseconds("avg_duration_ms", RollupNumbers::avgDurationMs)
		.share("success_rate", RollupNumbers::successRate)
		.count("conversation_count", RollupNumbers::conversationCount)
		.count("llm_calls", RollupNumbers::llmCalls)
		.count("input_tokens", RollupNumbers::inputTokens)
		.count("output_tokens", RollupNumbers::outputTokens)
		.count("cached_input_tokens", RollupNumbers::cachedInputTokens)
		.count("reasoning_tokens", RollupNumbers::reasoningTokens)
		.dollars("cost", RollupNumbers::cost)
		.and(CallTable.COVERAGE.of(RollupNumbers::costCoverage))
		.count("error_count", RollupNumbers::errorCount)
		.and(DurationTable.COLUMNS.of(RollupNumbers::durationMs));

	private static final Table<HistoryBucket> BUCKETS = Table.<HistoryBucket>named(RollupSection.BUCKETS.label())
		.time("start", HistoryBucket::start)
		.time("end", HistoryBucket::end)
		.text("state", (bucket) -> bucket.state().name().toLowerCase(Locale.ROOT))
		.and(NUMBERS.of(HistoryBucket::numbers));

	private static final Table<HistoryTotals> TOTALS = Table.<HistoryTotals>named(RollupSection.TOTALS.label())
		.flag("is_lower_bound", HistoryTotals::isLowerBound)
		.and(NUMBERS.of(HistoryTotals::numbers));

	@Override
	public FileName name(RollupQuestion question) {
		return question.spans().fileName("history");
	}

	@Override
	public List<Fact> facts(RollupQuestion question, UserHistory answer) {
		return FileFacts.of("What agents and calls of LLMs cost and did", question.spans())
			.and(Fact.text("Buckets", question.unit().label()))
			.asOf(answer.meta().asOf())
			.runCosts(question.costs())
			.calls("Calls", orNone(answer.totals().numbers().costCoverage()))
			.and(Fact.text("Estimated by", answer.meta().prices()))
			.and(Fact.text("Facts are missing", answer.totals().isLowerBound() ? "yes" : "no"))
			.list();
	}

	// Runs and conversations of two buckets count in each, so their sum would count them
	// twice
	@Override
	public List<FilledTable<?>> tables(RollupQuestion question, UserHistory answer) {
		Map<String, Object> totals = new HashMap<>();
		NUMBERS.columns().forEach((column) -> {
			Object total = column.value().apply(answer.totals().numbers());
			if (total != null) {
				totals.put(column.name(), total);
			}
		});
		return List.of(new FilledTable<>(BUCKETS, answer.buckets(), totals),
				new FilledTable<>(TOTALS, List.of(answer.totals())));
	}

	private static CostCoverage orNone(@Nullable CostCoverage coverage) {
		return (coverage != null) ? coverage : CostCoverage.NONE;
	}

}
