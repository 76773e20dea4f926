package ai.potpie.analyticsapi.analytics.usage;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.oracle.UsageCase;
import ai.potpie.analyticsapi.analytics.oracle.UsageOracle;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.testing.AnswerJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answers of the local Logfire against a recomputation from the spans themselves that
 * knows no SQL.
 */
class UsageQuestionTests {

	private static final int BATCH = 80;

	@ParameterizedTest
	@MethodSource("batches")
	void answersAgreeWithTheOracle(int batch) {
		List<UsageCase> cases = LongStream.range(0, BATCH)
			.mapToObj((seed) -> UsageCase.of(1000L * batch + seed, OracleSettings.CLOCK))
			.toList();
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(cases.stream().flatMap((asked) -> asked.spans().stream()).toList());
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			cases.parallelStream().forEach((asked) -> {
				Instant asOf = asked.asOf();
				assertThat(answer(asked, client, asOf)).as(asked::toString)
					.isEqualTo(ExpectedAnalytics
						.comparable(new UsageOracle(asked, asOf).answer(asked.spans()).toString()));
			});
		}
	}

	private static String answer(UsageCase asked, LogfireQueryClient client, Instant asOf) {
		UsageQuestion question = question(asked);
		Usage answer = question.answer(client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()),
				asOf);
		return ExpectedAnalytics.comparable(AnswerJson.of(answer));
	}

	static UsageQuestion question(UsageCase asked) {
		Window window = new Window(asked.firstDay(), asked.lastDay(), asked.zone());
		UserSpans spans = new UserSpans(asked.userId(), window, asked.asked().filters());
		return new UsageQuestion(spans, OracleSettings.DEFAULT.rules(),
				Granularity.valueOf(asked.granularity().toUpperCase(Locale.ROOT)),
				asked.groupBy().stream().map((key) -> UsageKey.valueOf(key.toUpperCase(Locale.ROOT))).toList(),
				asked.top(), List.copyOf(asked.models()), OracleSettings.NO_PRICES, OracleSettings.SETTLING);
	}

	private static IntStream batches() {
		return OracleCases.batches(2, BATCH);
	}

}
