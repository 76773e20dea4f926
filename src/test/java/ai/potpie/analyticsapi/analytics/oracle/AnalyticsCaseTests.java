package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnalyticsCaseTests {

	@Test
	void theSameSeedIsTheSameCase() {
		assertThat(cases()).allSatisfy((test) -> {
			AnalyticsCase again = AnalyticsCase.of(test.seed(), OracleSettings.CLOCK);
			assertThat(again).isEqualTo(test);
			assertThat(again.spans()).isEqualTo(test.spans());
		});
		assertThat(SpanGenerator.forUser("u", 7, OracleSettings.CLOCK))
			.isEqualTo(SpanGenerator.forUser("u", 7, OracleSettings.CLOCK))
			.isNotEmpty();
	}

	@Test
	void theGeneratedQuestionsAreValid() {
		assertThat(cases()).allSatisfy((test) -> {
			assertThat(test.firstDay().datesUntil(test.lastDay().plusDays(1)).count()).isBetween(1L, 90L);
			assertThat(test.lastDay())
				.isBeforeOrEqualTo(LocalDate.ofInstant(OracleSettings.CLOCK.instant(), test.zone()));
		});
		assertThat(cases().map(AnalyticsCase::zone).distinct()).hasSize(AnalyticsCase.ZONES.size());
	}

	@Test
	void theOrderOfSpansDoesNotMatter() {
		assertThat(cases()).allSatisfy((test) -> {
			List<SpanRecord> shuffled = new ArrayList<>(test.spans());
			Collections.shuffle(shuffled, new Random(1));
			assertThat(test.expected(shuffled)).isEqualTo(test.expected(test.spans()));
		});
	}

	@Test
	void copiesOfSpansDoNotMatter() {
		assertThat(cases()).allSatisfy((test) -> {
			Set<SpanRecord> once = new LinkedHashSet<>(test.spans());
			once.removeIf((span) -> span.kind().equals("span_event"));
			assertThat(test.expected(List.copyOf(once))).isEqualTo(test.expected(test.spans()));
		});
	}

	@Test
	void casesStoredTogetherDoNotInterfere() {
		List<SpanRecord> all = cases().limit(100).flatMap((test) -> test.spans().stream()).toList();
		assertThat(cases().limit(100)).allSatisfy((test) -> assertThat(test.expected(all).comparable())
			.isEqualTo(test.expected(test.spans()).comparable()));
	}

	@Test
	void daysAndOutcomesAddUpToTheSummary() {
		assertThat(cases()).allSatisfy((test) -> {
			ExpectedAnalytics answer = test.expected(test.spans());
			int runs = answer.summary().totalAgentRuns();
			assertThat(answer.dailyCosts().stream().mapToInt((day) -> day.runCount()).sum()).isEqualTo(runs);
			assertThat(answer.outcomes().stream().mapToInt((outcome) -> outcome.runs()).sum()).isEqualTo(runs);
			BigDecimal days = answer.dailyCosts()
				.stream()
				.map((day) -> day.cost())
				.reduce(BigDecimal.ZERO, BigDecimal::add);
			assertThat(days.subtract(answer.summary().totalCost()).abs()).isLessThan(new BigDecimal("0.0001"));
		});
	}

	@Test
	void someCasesAreEmptyAndMostAreNot() {
		Set<Integer> runs = new HashSet<>();
		long withConversations = cases().map((test) -> test.expected(test.spans()))
			.peek((answer) -> runs.add(answer.summary().totalAgentRuns()))
			.filter((answer) -> answer.conversationStats().stream().anyMatch((day) -> day.count() > 1))
			.count();
		assertThat(runs).contains(0, 1, 2, 3, 4, 5, 6, 7, 8);
		assertThat(withConversations).isGreaterThan(150);
	}

	/** A wrong rule must show in some case; each of these was somebody's bug. */
	@Test
	void theCasesDetectWrongTimeZones() {
		long differ = cases().filter((test) -> {
			ExpectedAnalytics utc = AnalyticsOracle.answer(test.spans(), test.userId(), test.firstDay(), test.lastDay(),
					ZoneOffset.UTC, test.fillZero(), test.projectIds(), test.agentIds(), test.environments(),
					test.settings());
			return !utc.dailyCosts().equals(test.expected(test.spans()).dailyCosts());
		}).count();
		assertThat(differ).isGreaterThan(200);
	}

	private static Stream<AnalyticsCase> cases() {
		return LongStream.range(0, OracleCases.count(400))
			.mapToObj((seed) -> AnalyticsCase.of(seed, OracleSettings.CLOCK));
	}

}
