package ai.potpie.analyticsapi.analytics.comparison;

import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.CallTable;
import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.SummaryTable;
import ai.potpie.analyticsapi.analytics.comparison.ComparisonTables.NamedChange;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentChanges;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentPeriod;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentWindow;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;

/**
 * A {@link UserSummary} as tables, with a row for either side of each period, and for
 * each change.
 */
record RecentTables() implements Tables<RecentQuestion, UserSummary> {

	private static final Table<SideOfPeriod> PERIODS = Table.<SideOfPeriod>named(RecentSection.PERIODS.label())
		.text("name", SideOfPeriod::name)
		.text("side", SideOfPeriod::side)
		.flag("comparable", SideOfPeriod::comparable)
		.and(Table.<RecentWindow>named("window")
			.and(ComparisonTables.PERIOD.of(RecentWindow::period))
			.and(SummaryTable.SUMMARY.of(RecentWindow::summary))
			.count("conversation_count", RecentWindow::conversationCount)
			.and(CallTable.NUMBERS.of(RecentWindow::calls))
			.of(SideOfPeriod::window));

	private static final Table<ChangeOfPeriod> CHANGES = Table.<ChangeOfPeriod>named(RecentSection.CHANGES.label())
		.text("name", ChangeOfPeriod::name)
		.and(ComparisonTables.CHANGES.of(ChangeOfPeriod::change));

	@Override
	public FileName name(RecentQuestion question) {
		return question.spans().fileName("summary");
	}

	@Override
	public List<Fact> facts(RecentQuestion question, UserSummary answer) {
		return FileFacts
			.of("What agents and calls of LLMs cost and did of late, compared with before", question.spans())
			.asOf(answer.meta().asOf())
			.runCosts(question.costs())
			.and(Fact.text("Estimated by", answer.meta().prices()))
			.list();
	}

	@Override
	public List<FilledTable<?>> tables(RecentQuestion question, UserSummary answer) {
		List<NamedPeriod> periods = answer.periods()
			.entrySet()
			.stream()
			.map((each) -> new NamedPeriod(each.getKey(), each.getValue()))
			.toList();
		return List.of(new FilledTable<>(PERIODS, periods.stream().flatMap(NamedPeriod::sides).toList()),
				new FilledTable<>(CHANGES, periods.stream().flatMap(NamedPeriod::changes).toList()));
	}

	private record NamedPeriod(RecentDays days, RecentPeriod period) {

		Stream<SideOfPeriod> sides() {
			return Stream.of(
					new SideOfPeriod(this.days.label(), "current", this.period.comparable(), this.period.current()),
					new SideOfPeriod(this.days.label(), "previous", this.period.comparable(), this.period.previous()));
		}

		Stream<ChangeOfPeriod> changes() {
			RecentChanges change = this.period.change();
			return Stream
				.concat(ComparisonTables.changes(change.changes()).stream(),
						Stream.of(new NamedChange("conversation_count", change.conversationCount())))
				.map((number) -> new ChangeOfPeriod(this.days.label(), number));
		}

	}

	record SideOfPeriod(String name, String side, boolean comparable, RecentWindow window) {
	}

	record ChangeOfPeriod(String name, NamedChange change) {
	}

}
