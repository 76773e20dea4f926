package ai.potpie.analyticsapi.analytics.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentPeriod;
import ai.potpie.analyticsapi.analytics.comparison.UserSummary.RecentWindow;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.Summary;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each window of a summary has the numbers of a comparison of its own, on days around
 * those on which clocks are changed. Runs, calls and copies of spans cross all borders.
 */
class RecentQuestionTests {

	private static final int BATCH = 12;

	private static final SpanRules RULES = OracleSettings.DEFAULT.rules();

	private static final RetentionProperties RETENTION = new RetentionProperties(60);

	@ParameterizedTest
	@MethodSource("batches")
	void eachWindowHasTheNumbersOfAComparisonOfItsOwn(int batch) {
		List<AnalyticsCase> cases = AnalyticsCase.batch(batch, BATCH)
			.stream()
			.map(RecentQuestionTests::recent)
			.toList();
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(cases.stream().flatMap((asked) -> spans(asked).stream()).toList());
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			long runs = cases.parallelStream().mapToLong((asked) -> check(asked, client)).sum();
			assertThat(runs).isGreaterThan(BATCH);
		}
	}

	/** The same case for 62 days, of which the last is that of the case. */
	private static AnalyticsCase recent(AnalyticsCase asked) {
		return new AnalyticsCase(asked.seed(), asked.userId(), asked.lastDay().minusDays(61), asked.lastDay(),
				asked.zone(), false, false, asked.projectIds(), asked.agentIds(), asked.environments(),
				asked.settings());
	}

	private static List<SpanRecord> spans(AnalyticsCase asked) {
		LocalDate today = asked.lastDay();
		List<SpanRecord> spans = new ArrayList<>(asked.spans(40, 6));
		spans.addAll(in(asked, 1, today, today).spans(10, 2));
		spans.addAll(in(asked, 2, today.minusDays(7), today.minusDays(6)).spans(10, 2));
		spans.addAll(in(asked, 3, today.withDayOfMonth(1).minusDays(1), today).spans(15, 2));
		return spans;
	}

	private static AnalyticsCase in(AnalyticsCase asked, int number, LocalDate first, LocalDate last) {
		return new AnalyticsCase(asked.seed() + 10_000_000L * number, asked.userId(), first, last, asked.zone(), false,
				false, asked.projectIds(), asked.agentIds(), asked.environments(), asked.settings());
	}

	/** Returns the number of runs. */
	private static long check(AnalyticsCase asked, LogfireQueryClient client) {
		Instant asOf = asked.lastDay()
			.atStartOfDay(asked.zone())
			.toInstant()
			.plusSeconds(new Random(asked.seed()).nextInt(86_400));
		UserSpans spans = RecentQuestion.spans(asked.userId(), asked.lastDay(), asked.zone(), asked.filters());
		UserSummary summary = answer(new RecentQuestion(spans, RULES, RunCosts.recorded(RULES),
				OracleSettings.NO_PRICES, RETENTION, OracleSettings.SETTLING), client, asOf);
		for (RecentDays days : RecentDays.values()) {
			Window window = days.until(asked.lastDay(), asked.zone());
			Comparison expected = answer(new ComparisonQuestion(new UserSpans(asked.userId(), window, asked.filters()),
					days.before(window), RULES, OracleSettings.NO_PRICES, RETENTION, OracleSettings.SETTLING), client,
					asOf);
			RecentPeriod period = period(summary, days);
			assertThat(totals(period.current())).as("%s %s", days, asked)
				.isEqualTo(
						List.of(expected.current().period(), expected.current().summary(), expected.current().calls()));
			assertThat(totals(period.previous())).as("%s %s", days, asked)
				.isEqualTo(List.of(expected.previous().period(), expected.previous().summary(),
						expected.previous().calls()));
			assertThat(period.change().changes()).as("%s %s", days, asked).isEqualTo(expected.change());
			assertThat(period.reasons()).as("%s %s", days, asked).isEqualTo(expected.reasons());
			assertThat(period.comparable()).isEqualTo(expected.comparable());
		}
		Summary month = summary.monthToDate().current().summary();
		return month.totalAgentRuns();
	}

	private static List<Object> totals(RecentWindow window) {
		return List.of(window.period(), window.summary(), window.calls());
	}

	private static RecentPeriod period(UserSummary summary, RecentDays days) {
		return switch (days) {
			case TODAY -> summary.today();
			case LAST_7_DAYS -> summary.last7Days();
			case LAST_30_DAYS -> summary.last30Days();
			case MONTH_TO_DATE -> summary.monthToDate();
		};
	}

	private static <T> T answer(Question<T> question, LogfireQueryClient client, Instant asOf) {
		return question.answer(client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()), asOf);
	}

	private static IntStream batches() {
		return OracleCases.batches(2, BATCH);
	}

}
