package ai.potpie.analyticsapi.analytics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.facts.EveryonesSpans;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.usage.Granularity;
import ai.potpie.analyticsapi.analytics.usage.UsageQuestion;
import ai.potpie.analyticsapi.analytics.users.UserSort;
import ai.potpie.analyticsapi.analytics.users.UsersQuestion;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A question weighs what it takes, or up to four times as much: values are counted as if
 * none were shared.
 */
@HeapTest
class KeyWeightTests {

	/** So much that it does not matter what others leave on the heap meanwhile. */
	private static final int LEAST_WEIGHT = 30_000_000;

	private final SpanRules rules = OracleSettings.DEFAULT.rules();

	@TestFactory
	List<DynamicTest> questionsWeighWhatTheyTake() {
		List<DynamicTest> tests = new ArrayList<>();
		questions().forEach((name, questions) -> tests.add(DynamicTest.dynamicTest(name, () -> compare(questions))));
		return tests;
	}

	private static void compare(IntFunction<Question<?>> questions) {
		int count = LEAST_WEIGHT / questions.apply(0).weight();
		List<Question<?>> asked = new ArrayList<>();
		long taken = Heap.takenBy(() -> {
			IntStream.range(0, count).mapToObj(questions).forEach(asked::add);
			return asked;
		});
		long weight = asked.stream().mapToLong(Question::weight).sum();
		assertThat(weight).isBetween(taken * 9 / 10, taken * 4);
	}

	private Map<String, IntFunction<Question<?>>> questions() {
		CallPrices prices = OracleSettings.NO_PRICES;
		return Map.of("usage", (i) -> usage(i, List.of(), prices), "usage, filtered",
				(i) -> usage(i, values(i), prices), "users", (i) -> users(i, List.of("p" + i), prices),
				"users, filtered", (i) -> users(i, values(i), prices));
	}

	private Question<?> usage(int number, List<String> values, CallPrices prices) {
		UserSpans spans = new UserSpans("user_" + number, window(), filters(values));
		return new UsageQuestion(spans, this.rules, Granularity.DAY, List.of(), 10, List.of(), prices,
				OracleSettings.SETTLING);
	}

	private Question<?> users(int number, List<String> values, CallPrices prices) {
		return new UsersQuestion(new EveryonesSpans(window(), filters(values)), this.rules, UserSort.COST, 50, prices);
	}

	private static Window window() {
		return new Window(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 30), Window.DEFAULT_ZONE);
	}

	private static SpanFilters filters(List<String> values) {
		return new SpanFilters(values, copies(values), copies(values));
	}

	private static List<String> copies(List<String> values) {
		return values.stream().map((value) -> "other " + value).toList();
	}

	private static List<String> values(int number) {
		return IntStream.range(0, 20).mapToObj((i) -> number + "-" + i + "x".repeat(900)).toList();
	}

}
