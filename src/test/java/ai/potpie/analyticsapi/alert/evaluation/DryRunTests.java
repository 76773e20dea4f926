package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.alert.evaluation.DryRunResult.DryRunEvent;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.alert.rule.Subject;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.web.problem.BadParameterException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Dry runs over more days of users than the history answers with: each user spends a
 * dollar on each of the first days of a month.
 */
class DryRunTests {

	/** As in the history. */
	private static final int MOST_ROWS = 100_000;

	private static final LocalDate FIRST = LocalDate.parse("2026-02-01");

	private static final int DAYS = 20;

	private final Uses uses = mock(Uses.class);

	private final FactBase facts = mock(FactBase.class);

	private int users;

	private int asked;

	@BeforeEach
	void start() {
		given(this.facts.asOf()).willReturn(Optional.of(Instant.parse("2026-02-25T12:00:00Z")));
		given(this.facts.coveredFrom()).willReturn(Optional.of(Instant.parse("2026-02-01T00:00:00Z")));
		given(this.uses.context())
			.willReturn(new QuestionContext(null, null, null, new Settling(Duration.ofDays(1)), null, null));
		given(this.uses.ask(any())).willAnswer((call) -> answer(call.getArgument(0)));
		given(this.uses.bySubject(any())).willAnswer((call) -> answer(call.<UseQuestion>getArgument(0)).stream()
			.collect(Collectors.toMap(Use::subject, Function.identity())));
		given(this.uses.byDay(any())).willAnswer((call) -> byDay(call.<UseQuestion>getArgument(0).daily()));
	}

	private Map<String, Map<LocalDate, BigDecimal>> byDay(UseQuestion question) {
		Map<String, Map<LocalDate, BigDecimal>> days = new TreeMap<>();
		answer(question).forEach(
				(use) -> days.computeIfAbsent(use.subject(), (subject) -> new TreeMap<>()).put(use.day(), use.used()));
		return days;
	}

	private List<Use> answer(UseQuestion question) {
		this.asked++;
		Collection<String> named = !question.users().isEmpty() ? question.users()
				: IntStream.range(0, this.users).mapToObj("user_%06d"::formatted).toList();
		List<Use> answer = new ArrayList<>();
		for (String user : named) {
			if (question.byDay()) {
				FIRST.datesUntil(FIRST.plusDays(DAYS)).forEach((day) -> answer.add(use(user, day, 1)));
			}
			else {
				answer.add(use(user, null, DAYS));
			}
			if (answer.size() >= MOST_ROWS) {
				throw new LogfireException(Reason.TRUNCATED, "Too many rows");
			}
		}
		return answer;
	}

	private static Use use(String user, LocalDate day, int dollars) {
		return new Use(user, day, BigDecimal.valueOf(dollars), 1, null, null);
	}

	@ParameterizedTest
	@EnumSource(names = { "ACTUAL", "FORECAST" })
	void veryManyUsersAreCountedInParts(Kind kind) {
		this.users = MOST_ROWS / DAYS + 1;
		DryRunResult result = dryRun(AlertPeriod.MONTH, kind, 15);
		assertThat(result.truncated()).isTrue();
		assertThat(result.events()).hasSize(1000);
		assertThat(result.events().stream().map(DryRunEvent::subject))
			.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj("user_%06d"::formatted).toList());
		assertThat(this.asked).as("once, and in three parts").isGreaterThanOrEqualTo(4);
		assertThat(result.events().stream().map(DryRunEvent::on))
			.containsOnly((kind == Kind.ACTUAL) ? FIRST.plusDays(14) : FIRST.plusDays(4));
	}

	@Test
	void whoCannotHaveCrossedIsNotCountedByDay() {
		this.users = 90_000;
		assertThat(dryRun(AlertPeriod.MONTH, Kind.ACTUAL, 21).events()).isEmpty();
		assertThat(this.asked).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "MONTH", "ROLLING_7D" })
	void moreUsersThanCanBeCountedAreTheClientsToNarrow(AlertPeriod period) {
		this.users = MOST_ROWS;
		assertThatExceptionOfType(BadParameterException.class).isThrownBy(() -> dryRun(period, Kind.ACTUAL, 15))
			.withMessageContaining("Choose a shorter period, filters or one user");
	}

	@Test
	void aRollingPeriodIsCountedOnceAllOfItIsStored() {
		this.users = 1;
		DryRunResult result = dryRun(AlertPeriod.ROLLING_7D, Kind.ACTUAL, 20);
		assertThat(result.from()).isEqualTo("2026-02-07T00:00:00Z");
		assertThat(result.periods()).isEqualTo(19);
		assertThat(result.events().get(0).start()).isEqualTo("2026-02-01T00:00:00Z");
	}

	private DryRunResult dryRun(AlertPeriod period, Kind kind, int dollars) {
		return new DryRun(this.facts, this.uses)
			.of(new Rule("Budget", Subject.EACH_USER, RuleFilters.NONE, Measure.COST, period, ZoneOffset.UTC,
					BigDecimal.valueOf(dollars), List.of(new Threshold(100, kind)), List.of(), true));
	}

}
