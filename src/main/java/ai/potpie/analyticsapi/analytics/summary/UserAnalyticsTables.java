package ai.potpie.analyticsapi.analytics.summary;

import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.SummaryTable;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.summary.UserAnalytics.ConversationStat;
import ai.potpie.analyticsapi.analytics.summary.UserAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.summary.UserAnalytics.Meta;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;

/**
 * A {@link UserAnalytics} as tables.
 */
record UserAnalyticsTables() implements Tables<UserAnalyticsQuestion, UserAnalytics> {

	private static final Table<DailyCost> DAILY_COSTS = Table.<DailyCost>named(AnalyticsSection.DAILY_COSTS.label())
		.day("date", DailyCost::date)
		.dollars("cost", DailyCost::cost)
		.count("run_count", DailyCost::runCount);

	private static final Table<Map.Entry<String, Long>> OUTCOMES = Table.<Map.Entry<String, Long>>named(
			AnalyticsSection.OUTCOMES.label())
		.text("outcome", Map.Entry::getKey)
		.count("run_count", Map.Entry::getValue);

	private static final Table<ConversationStat> CONVERSATIONS = Table
		.<ConversationStat>named(AnalyticsSection.CONVERSATIONS.label())
		.day("date", ConversationStat::date)
		.count("count", ConversationStat::count)
		.number("avg_messages", ConversationStat::avgMessages);

	@Override
	public FileName name(UserAnalyticsQuestion question) {
		return question.spans().fileName("analytics");
	}

	@Override
	public List<Fact> facts(UserAnalyticsQuestion question, UserAnalytics answer) {
		FileFacts facts = FileFacts.of("What agents cost, how they did and how much was talked about", question.spans())
			.asOf(answer.meta().asOf())
			.runCosts(question.costs());
		return coverage(facts, answer.meta()).list();
	}

	/** Adds the number of runs by the origin of their cost, if it depends on calls. */
	private static FileFacts coverage(FileFacts facts, Meta meta) {
		RunCoverage coverage = meta.costCoverage();
		if (coverage == null || meta.prices() == null) {
			return facts;
		}
		return facts.and(Fact.count("Runs with a recorded cost", coverage.recordedRuns()))
			.and(Fact.count("Runs with an estimated cost", coverage.estimatedRuns()))
			.and(Fact.text("Estimated by", meta.prices()))
			.and(Fact.count("Runs with calls without a price, or no calls", coverage.unpricedRuns()))
			.and(Fact.text("Models without a price", String.join(", ", coverage.unpricedModels())));
	}

	// A conversation of two days counts on each, so their sum would count it twice
	@Override
	public List<FilledTable<?>> tables(UserAnalyticsQuestion question, UserAnalytics answer) {
		Summary summary = answer.summary();
		return List.of(
				new FilledTable<>(DAILY_COSTS, answer.dailyCosts(),
						Map.of("cost", summary.totalCost(), "run_count", summary.totalAgentRuns())),
				new FilledTable<>(OUTCOMES, List.copyOf(answer.agentRunsByOutcome().entrySet()),
						Map.of("run_count", summary.totalAgentRuns())),
				new FilledTable<>(CONVERSATIONS, answer.conversationStats()),
				new FilledTable<>(SummaryTable.SUMMARY, List.of(summary)));
	}

}
