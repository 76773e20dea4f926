package ai.potpie.analyticsapi.analytics.comparison;

import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.CallTable;
import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.SummaryTable;
import ai.potpie.analyticsapi.analytics.comparison.Changes.Change;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedDay;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedWindow;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.DayNumbers;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Comparison} as tables, with a row for each day of either period, each period,
 * and each change.
 */
record ComparisonTables() implements Tables<ComparisonQuestion, Comparison> {

	private static final Table<SideOfDay> DAILY = Table.<SideOfDay>named(ComparisonSection.DAILY.label())
		.count("day", SideOfDay::day)
		.text("side", SideOfDay::side)
		.and(Table.<DayNumbers>named("numbers")
			.day("date", DayNumbers::date)
			.flag("complete", DayNumbers::complete)
			.dollars("cost", DayNumbers::cost)
			.count("run_count", DayNumbers::runCount)
			.count("llm_calls", DayNumbers::llmCalls)
			.count("input_tokens", DayNumbers::inputTokens)
			.count("output_tokens", DayNumbers::outputTokens)
			.dollars("llm_cost", DayNumbers::llmCost)
			.of(SideOfDay::numbers));

	static final Table<Period> PERIOD = Table.<Period>named("period")
		.time("start", Period::start)
		.time("end", Period::end)
		.count("days", (period) -> (long) period.days());

	private static final Table<Side> TOTALS = Table.<Side>named(ComparisonSection.TOTALS.label())
		.text("side", Side::side)
		.and(PERIOD.of((side) -> side.window().period()))
		.and(SummaryTable.SUMMARY.of((side) -> side.window().summary()))
		.and(CallTable.NUMBERS.of((side) -> side.window().calls()));

	static final Table<NamedChange> CHANGES = Table.<NamedChange>named(ComparisonSection.CHANGES.label())
		.text("number", NamedChange::number)
		.plain("absolute", (named) -> named.change().absolute())
		.number("percent", (named) -> named.change().percent());

	@Override
	public FileName name(ComparisonQuestion question) {
		return question.spans().fileName("compare");
	}

	@Override
	public List<Fact> facts(ComparisonQuestion question, Comparison answer) {
		FileFacts facts = FileFacts.of("What agents and calls of LLMs cost and did, compared with before",
				question.spans());
		return facts.and(Fact.time("Compared from", answer.previous().period().start()))
			.and(Fact.time("Compared until, without it", answer.previous().period().end()))
			.and(Fact.text("Comparable", answer.comparable() ? "yes" : "no: " + answer.reasons()))
			.asOf(answer.meta().asOf())
			.runCosts(RunCosts.recorded(question.rules()))
			.calls("Calls now", answer.current().calls().costCoverage())
			.calls("Calls then", answer.previous().calls().costCoverage())
			.and(Fact.text("Estimated by", answer.meta().prices()))
			.list();
	}

	@Override
	public List<FilledTable<?>> tables(ComparisonQuestion question, Comparison answer) {
		return List.of(new FilledTable<>(DAILY, answer.daily().stream().flatMap(ComparisonTables::sides).toList()),
				new FilledTable<>(TOTALS,
						List.of(new Side("current", answer.current()), new Side("previous", answer.previous()))),
				new FilledTable<>(CHANGES, changes(answer.change())));
	}

	private static Stream<SideOfDay> sides(ComparedDay day) {
		return Stream.concat(SideOfDay.of(day.day(), "current", day.current()),
				SideOfDay.of(day.day(), "previous", day.previous()));
	}

	static List<NamedChange> changes(Changes changes) {
		return List.of(new NamedChange("total_cost", changes.totalCost()),
				new NamedChange("total_agent_runs", changes.totalAgentRuns()),
				new NamedChange("avg_duration_ms", changes.avgDurationMs()),
				new NamedChange("success_rate", changes.successRate()),
				new NamedChange("llm_calls", changes.llmCalls()),
				new NamedChange("input_tokens", changes.inputTokens()),
				new NamedChange("output_tokens", changes.outputTokens()),
				new NamedChange("cached_input_tokens", changes.cachedInputTokens()),
				new NamedChange("reasoning_tokens", changes.reasoningTokens()),
				new NamedChange("llm_cost", changes.llmCost()));
	}

	record Side(String side, ComparedWindow window) {
	}

	record SideOfDay(long day, String side, DayNumbers numbers) {

		static Stream<SideOfDay> of(int day, String side, @Nullable DayNumbers numbers) {
			return Stream.ofNullable(numbers).map((there) -> new SideOfDay(day, side, there));
		}

	}

	record NamedChange(String number, Change change) {
	}

}
