package ai.potpie.analyticsapi.analytics.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedDay;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.ComparedWindow;
import ai.potpie.analyticsapi.analytics.comparison.Comparison.DayNumbers;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.ComparisonCase;
import ai.potpie.analyticsapi.analytics.oracle.ComparisonOracle;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.testing.AnswerJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Either window of a comparison has the numbers that two recomputations from the spans
 * themselves, of runs and of calls, find for it alone.
 */
class ComparisonQuestionTests {

	private static final int BATCH = 50;

	@ParameterizedTest
	@MethodSource("batches")
	void answersAgreeWithTheOracles(int batch) {
		List<ComparisonCase> cases = LongStream.range(0, BATCH)
			.mapToObj((seed) -> ComparisonCase.of(1000L * batch + seed, OracleSettings.CLOCK))
			.toList();
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(cases.stream().flatMap((asked) -> asked.spans().stream()).toList());
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			cases.parallelStream().forEach((asked) -> check(asked, client));
		}
	}

	private static void check(ComparisonCase asked, LogfireQueryClient client) {
		List<SpanRecord> spans = asked.spans();
		ComparisonQuestion question = question(asked);
		Comparison answer = question
			.answer(client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()), asked.asOf());
		ObjectNode json = AnswerJson.tree(answer);
		JsonNode change = json.remove("change");
		assertThat(ExpectedAnalytics.comparable(json.toString())).as(asked::toString)
			.isEqualTo(
					ExpectedAnalytics.comparable(new ComparisonOracle(asked, asked.asOf()).answer(spans).toString()));
		change.propertyStream().forEach((number) -> checkChange(number.getKey(), number.getValue(), json));
		checkDays(answer.current(), answer.daily(), ComparedDay::current);
		checkDays(answer.previous(), answer.daily(), ComparedDay::previous);
	}

	/** Nearly: what is seen is rounded, and changes are not of that. */
	private static void checkChange(String name, JsonNode change, JsonNode answer) {
		BigDecimal previous = answer.get("previous").get(name).decimalValue();
		BigDecimal difference = answer.get("current").get(name).decimalValue().subtract(previous);
		BigDecimal rounding = BigDecimal.valueOf(2, decimals(name));
		assertThat(change.get("absolute").decimalValue()).as(name)
			.isBetween(difference.subtract(rounding), difference.add(rounding));
		if (previous.signum() > 0) {
			double percent = difference.doubleValue() / previous.doubleValue() * 100;
			double error = rounding.doubleValue() / previous.doubleValue() * 100;
			double slack = 0.006 + error * (2 + Math.abs(percent) / 100);
			assertThat(change.get("percent").doubleValue()).as(name).isBetween(percent - slack, percent + slack);
		}
		else if (decimals(name) == 9) {
			assertThat(change.get("percent").isNull()).isTrue();
		}
	}

	/** Counts are exact. */
	private static int decimals(String name) {
		return switch (name) {
			case "total_cost", "llm_cost" -> 6;
			case "success_rate" -> 4;
			case "avg_duration_ms" -> 2;
			default -> 9;
		};
	}

	private static void checkDays(ComparedWindow window, List<ComparedDay> daily,
			Function<ComparedDay, @Nullable DayNumbers> side) {
		List<DayNumbers> days = daily.stream().map(side).filter(Objects::nonNull).toList();
		assertThat(days).hasSize(window.period().days());
		assertThat(days.stream().mapToLong(DayNumbers::runCount).sum()).isEqualTo(window.summary().totalAgentRuns());
		assertThat(days.stream().mapToLong(DayNumbers::llmCalls).sum()).isEqualTo(window.calls().llmCalls());
		assertThat(days.stream().mapToLong(DayNumbers::inputTokens).sum()).isEqualTo(window.calls().inputTokens());
		assertThat(days.stream().mapToLong(DayNumbers::outputTokens).sum()).isEqualTo(window.calls().outputTokens());
		BigDecimal rounding = new BigDecimal("0.000001").multiply(BigDecimal.valueOf(days.size()));
		assertThat(sum(days.stream().map(DayNumbers::cost)).subtract(window.summary().totalCost()).abs())
			.isLessThanOrEqualTo(rounding);
		assertThat(sum(days.stream().map(DayNumbers::llmCost)).subtract(window.calls().llmCost()).abs())
			.isLessThanOrEqualTo(rounding);
	}

	private static BigDecimal sum(Stream<BigDecimal> numbers) {
		return numbers.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static ComparisonQuestion question(ComparisonCase asked) {
		UserSpans spans = new UserSpans(asked.current().userId(), window(asked.current()), asked.current().filters());
		return new ComparisonQuestion(spans, window(asked.previous()), OracleSettings.DEFAULT.rules(),
				OracleSettings.NO_PRICES, new RetentionProperties(asked.retentionDays()), OracleSettings.SETTLING);
	}

	private static Window window(AnalyticsCase asked) {
		return new Window(asked.firstDay(), asked.lastDay(), asked.zone());
	}

	private static IntStream batches() {
		return OracleCases.batches(2, BATCH);
	}

}
