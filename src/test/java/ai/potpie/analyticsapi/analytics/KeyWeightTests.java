package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.Heap;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A question and its query weigh what they take, or up to four times as much: values are
 * counted as if none were shared.
 */
class KeyWeightTests {

	private static final Clock CLOCK = UsageQuestionTests.CLOCK;

	/** So much that it does not matter what others leave on the heap meanwhile. */
	private static final int LEAST_WEIGHT = 30_000_000;

	/** Without its texts, which are those of the query. */
	private static final int QUESTION = 500;

	private final SpanRules rules = OracleSettings.DEFAULT.rules();

	@TestFactory
	List<DynamicTest> queriesWeighWhatTheyTake() {
		List<DynamicTest> tests = new ArrayList<>();
		questions().forEach((name, questions) -> tests.add(DynamicTest.dynamicTest(name, () -> compare(questions))));
		return tests;
	}

	private static void compare(IntFunction<Question<?>> questions) {
		int count = (int) (LEAST_WEIGHT / weight(questions.apply(0).query().inOnePiece()));
		Map<Question<?>, LogfireQuery> asked = new HashMap<>();
		long taken = Heap.takenBy(() -> {
			IntStream.range(0, count).mapToObj(questions).forEach((each) -> asked.put(each, each.query().inOnePiece()));
			return asked;
		});
		long weight = asked.values().stream().mapToLong(KeyWeightTests::weight).sum();
		assertThat(weight).isBetween(taken * 9 / 10, taken * 4);
	}

	private static long weight(LogfireQuery query) {
		return query.weight() + QUESTION;
	}

	private Map<String, IntFunction<Question<?>>> questions() {
		CallPrices prices = UsageQuestionTests.NO_PRICES;
		return Map.of("usage", (i) -> usage(i, List.of(), prices), "usage, filtered",
				(i) -> usage(i, values(i), prices), "users", (i) -> users(i, List.of("p" + i), prices),
				"users, filtered", (i) -> users(i, values(i), prices));
	}

	private Question<?> usage(int number, List<String> values, CallPrices prices) {
		UsageParameters parameters = new UsageParameters(null, null, null, null, null, null, null, values,
				copies(values), copies(values), null, null, null, null);
		return parameters.questionOf("user_" + number, this.rules, prices, CLOCK);
	}

	private Question<?> users(int number, List<String> values, CallPrices prices) {
		UsersParameters parameters = new UsersParameters(null, null, null, null, null, null, values, copies(values),
				copies(values), null, null, null);
		return parameters.questionOf(this.rules, prices, CLOCK);
	}

	private static List<String> copies(List<String> values) {
		return values.stream().map((value) -> "other " + value).toList();
	}

	private static List<String> values(int number) {
		return IntStream.range(0, 20).mapToObj((i) -> number + "-" + i + "x".repeat(900)).toList();
	}

}
