package ai.potpie.analyticsapi.analytics.summary;

import java.util.List;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.testing.AnswerJson;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answers of the local Logfire against a recomputation from the spans themselves that
 * knows no SQL.
 */
class UserAnalyticsQuestionTests {

	private static final int BATCH = 150;

	@ParameterizedTest
	@MethodSource("batches")
	void answersAgreeWithTheOracle(int batch) {
		List<AnalyticsCase> cases = AnalyticsCase.batch(batch, BATCH);
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(cases.stream().flatMap((asked) -> asked.spans().stream()).toList());
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			cases.parallelStream()
				.forEach((asked) -> assertThat(answer(asked, client)).as(asked::toString)
					.isEqualTo(asked.expected(asked.spans()).comparable()));
		}
	}

	private static String answer(AnalyticsCase asked, LogfireQueryClient client) {
		Window window = new Window(asked.firstDay(), asked.lastDay(), asked.zone());
		UserSpans spans = new UserSpans(asked.userId(), window, asked.filters());
		UserAnalyticsQuestion question = new UserAnalyticsQuestion(spans, OracleSettings.DEFAULT.rules(),
				asked.fillZero() ? Fill.ZERO : Fill.NONE, RunCosts.recorded(OracleSettings.DEFAULT.rules()),
				OracleSettings.NO_PRICES);
		UserAnalytics answer = question
			.answer(client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()), ApiTest.NOW);
		return ExpectedAnalytics.comparable(AnswerJson.of(answer));
	}

	private static IntStream batches() {
		return OracleCases.batches(2, BATCH);
	}

}
