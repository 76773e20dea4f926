package ai.potpie.analyticsapi.analytics.summary;

import java.util.List;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.analytics.counting.CostSource;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.EstimatedCostOracle;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.usage.UsageCostApiTests;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.testing.AnswerJson;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Costs of runs that have recorded none, against a recomputation that knows no SQL. What
 * calls cost by a price table is in {@link UsageCostApiTests}.
 */
class EstimatedCostTests {

	private static final int BATCH = 60;

	@ParameterizedTest
	@MethodSource("batches")
	void costsAgreeWithTheOracle(int batch) {
		List<AnalyticsCase> cases = AnalyticsCase.batch(batch, BATCH);
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(cases.stream().flatMap((asked) -> asked.spans().stream()).toList());
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			cases.parallelStream().forEach((asked) -> {
				List<SpanRecord> spans = asked.spans();
				EstimatedCostOracle oracle = new EstimatedCostOracle(asked.facts(spans), asked.zone());
				UserAnalytics answer = answer(asked, client);
				assertThat(ExpectedAnalytics.comparable(AnswerJson.of(answer))).as(asked::toString)
					.isEqualTo(oracle.withCosts(asked.expected(spans)).comparable());
				assertThat(answer.meta().costCoverage()).as(asked::toString).isEqualTo(oracle.coverage());
			});
		}
	}

	private static UserAnalytics answer(AnalyticsCase asked, LogfireQueryClient client) {
		Window window = new Window(asked.firstDay(), asked.lastDay(), asked.zone());
		UserAnalyticsQuestion question = new UserAnalyticsQuestion(
				new UserSpans(asked.userId(), window, asked.filters()), OracleSettings.DEFAULT.rules(),
				asked.fillZero() ? Fill.ZERO : Fill.NONE, new RunCosts(CostSource.ESTIMATED, RunSource.USAGE_SPANS),
				OracleSettings.NO_PRICES);
		return question.answer(client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()),
				ApiTest.NOW);
	}

	private static IntStream batches() {
		return OracleCases.batches(2, BATCH);
	}

}
