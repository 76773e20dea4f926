package ai.potpie.analyticsapi.analytics.users;

import java.util.List;

import ai.potpie.analyticsapi.analytics.CallTable;
import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.users.Users.UserGroup;
import ai.potpie.analyticsapi.analytics.users.Users.UserLine;
import ai.potpie.analyticsapi.analytics.users.Users.UserNumbers;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;

/**
 * A {@link Users} as tables: a row for each user, one for all users and one for the
 * others.
 */
record UsersTables() implements Tables<UsersQuestion, Users> {

	private static final Table<UserNumbers> NUMBERS = Table.<UserNumbers>named("numbers")
		.dollars("total_cost", UserNumbers::totalCost)
		.count("total_agent_runs", UserNumbers::totalAgentRuns)
		.count("error_count", UserNumbers::errorCount)
		.share("success_rate", UserNumbers::successRate)
		.milliseconds("avg_duration_ms", UserNumbers::avgDurationMs)
		.count("conversation_count", UserNumbers::conversationCount)
		.and(CallTable.NUMBERS.of(UserNumbers::calls));

	private static final Table<UserLine> USERS = Table.<UserLine>named(UsersSection.USERS.label())
		.text("user_id", UserLine::userId)
		.and(NUMBERS.of(UserLine::numbers))
		.microtime("last_activity", UserLine::lastActivity);

	private static final Table<NamedGroup> TOTALS = Table.<NamedGroup>named(UsersSection.TOTALS.label())
		.text("group", NamedGroup::name)
		.count("user_count", (named) -> named.group().userCount())
		.and(NUMBERS.of((named) -> named.group().numbers()));

	@Override
	public FileName name(UsersQuestion question) {
		Window window = question.spans().window();
		return new FileName("users", window.first(), window.last());
	}

	@Override
	public List<Fact> facts(UsersQuestion question, Users answer) {
		return FileFacts
			.of("What everyone's agents and calls of LLMs cost and did, with last activities in UTC", "everyone",
					question.spans().window(), question.spans().filters())
			.asOf(answer.meta().asOf())
			.runCosts(RunCosts.recorded(question.rules()))
			.calls("Calls", answer.totals().numbers().calls().costCoverage())
			.and(Fact.text("Estimated by", answer.meta().prices()))
			.list();
	}

	@Override
	public List<FilledTable<?>> tables(UsersQuestion question, Users answer) {
		return List.of(new FilledTable<>(USERS, answer.users()), new FilledTable<>(TOTALS,
				List.of(new NamedGroup("totals", answer.totals()), new NamedGroup("other", answer.other()))));
	}

	record NamedGroup(String name, UserGroup group) {
	}

}
