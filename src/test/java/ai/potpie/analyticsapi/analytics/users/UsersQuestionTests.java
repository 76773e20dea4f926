package ai.potpie.analyticsapi.analytics.users;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.EveryonesSpans;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.oracle.OracleSpan;
import ai.potpie.analyticsapi.analytics.oracle.UsersCase;
import ai.potpie.analyticsapi.analytics.oracle.UsersOracle;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.summary.Fill;
import ai.potpie.analyticsapi.analytics.summary.UserAnalyticsQuestion;
import ai.potpie.analyticsapi.analytics.usage.Granularity;
import ai.potpie.analyticsapi.analytics.usage.UsageQuestion;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.testing.AnswerJson;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answers of the local Logfire against a recomputation from the spans themselves that
 * knows no SQL, and against the questions about one user.
 */
class UsersQuestionTests {

	private static final int BATCH = 40;

	private static final SpanRules RULES = OracleSettings.DEFAULT.rules();

	private static final List<String> NUMBERS_OF_CALLS = List.of("llm_calls", "input_tokens", "output_tokens",
			"cached_input_tokens", "reasoning_tokens", "cost_coverage");

	@ParameterizedTest
	@MethodSource("batches")
	void answersAgreeWithTheOracle(int batch) {
		List<UsersCase> cases = cases(1000L * batch, BATCH);
		List<SpanRecord> spans = spans(cases);
		List<OracleSpan> read = spans.stream().map(OracleSpan::of).toList();
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(spans);
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			cases.parallelStream()
				.forEach((asked) -> assertThat(ExpectedAnalytics.comparable(answer(question(asked), client)))
					.as(asked::toString)
					.isEqualTo(ExpectedAnalytics.comparable(new UsersOracle(asked).answer(read).toString())));
		}
	}

	@Test
	void eachUserHasTheNumbersOfThatUsersOwnAnswers() {
		List<UsersCase> cases = cases(50_000, 4);
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(spans(cases));
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			cases.parallelStream().forEach((asked) -> {
				UsersQuestion question = question(asked);
				for (JsonNode user : json(answer(question, client)).get("users")) {
					UserSpans spans = new UserSpans(user.get("user_id").asString(), question.spans().window(),
							question.spans().filters());
					hasTheNumbersOf(user,
							json(answer(new UserAnalyticsQuestion(spans, RULES, Fill.NONE, RunCosts.recorded(RULES),
									OracleSettings.NO_PRICES), client)),
							json(answer(new UsageQuestion(spans, RULES, Granularity.TOTAL, List.of(), 1, List.of(),
									OracleSettings.NO_PRICES, OracleSettings.SETTLING), client)));
				}
			});
		}
	}

	private static void hasTheNumbersOf(JsonNode user, JsonNode analytics, JsonNode usage) {
		analytics.get("summary")
			.properties()
			.forEach((number) -> assertThat(user.get(number.getKey())).isEqualTo(number.getValue()));
		assertThat(user.get("error_count").asInt()).isEqualTo(analytics.at("/agent_runs_by_outcome/error").asInt(0));
		NUMBERS_OF_CALLS.forEach((number) -> assertThat(user.get(number)).isEqualTo(usage.get("totals").get(number)));
		assertThat(user.get("llm_cost")).isEqualTo(usage.at("/totals/cost"));
	}

	private static List<UsersCase> cases(long first, int count) {
		return LongStream.range(first, first + count)
			.mapToObj((seed) -> UsersCase.of(seed, OracleSettings.CLOCK))
			.toList();
	}

	private static List<SpanRecord> spans(List<UsersCase> cases) {
		return cases.stream().flatMap((asked) -> asked.spans().stream()).toList();
	}

	private static UsersQuestion question(UsersCase asked) {
		AnalyticsCase when = asked.asked();
		Window window = new Window(when.firstDay(), when.lastDay(), when.zone());
		return new UsersQuestion(new EveryonesSpans(window, when.filters()), RULES,
				UserSort.valueOf(asked.sort().toUpperCase(Locale.ROOT)), asked.top(), OracleSettings.NO_PRICES);
	}

	private static String answer(Question<?> question, LogfireQueryClient client) {
		return AnswerJson.of(question
			.answer(client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()), ApiTest.NOW));
	}

	private static JsonNode json(String answer) {
		return JsonMapper.shared().readTree(answer);
	}

	private static IntStream batches() {
		return OracleCases.batches(2, BATCH);
	}

}
