package ai.potpie.analyticsapi.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.MovableClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each answer about generated spans stays the same after their redundant facts are gone.
 */
class RedundantFactsTests {

	private static final int CASES = OracleCases.count(3);

	private static final int RETENTION_DAYS = 120;

	private static final Duration UNTIL_COMPACTED = Duration.ofDays(4);

	private static final List<String> QUESTIONS = List.of("?fill=zero&", "?cost=estimated&",
			"/usage?group_by=model&group_by=agent_id&", "/compare?", "/runs?limit=100&", "/conversations?limit=100&");

	private final Clock clock = new MovableClock(OracleSettings.CLOCK.instant().plus(UNTIL_COMPACTED));

	@ParameterizedTest
	@ValueSource(strings = { "usage_spans", "agent_spans", "auto" })
	void noAnswerChanges(String runs) throws Exception {
		LocalDate oldest = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).minusDays(RETENTION_DAYS - 2);
		List<AnalyticsCase> cases = LongStream.iterate(700_000, (seed) -> seed + 1)
			.mapToObj((seed) -> AnalyticsCase.of(seed, OracleSettings.CLOCK))
			.filter((each) -> each.firstDay().isAfter(oldest))
			.limit(CASES)
			.toList();
		String[] settings = { "--analytics.runs=" + runs, "--logfire.retention-days=" + RETENTION_DAYS };
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN))) {
			cases.forEach((each) -> logfire.store(PlainSpans.below(each.spans(10, 30), each.seed())));
			logfire.store(runsWithoutIds());
			try (RememberingReplica forgetful = RememberingReplica.start(this.clock, logfire.baseUrl(), settings);
					RememberingReplica remembering = RememberingReplica.start(this.clock, logfire.baseUrl(),
							Stream.concat(Stream.of(settings), Stream.of("--analytics.history.url=jdbc:duckdb:"))
								.toArray(String[]::new))) {
				remembering.awaitCompacted(lastDay());
				assertThat(remembering.status().get("rows").asLong())
					.isLessThan(FactsInLogfire.count(Instant.EPOCH, logfire) * 99 / 100);
				cases.forEach((each) -> assertSame(remembering, forgetful, each));
				String ofAnn = "user/ann/runs?start_date=2026-04-01&end_date=2026-04-05";
				assertThat(remembering.answer(ofAnn, "history")).isEqualTo(forgetful.answer(ofAnn, "logfire"));
			}
		}
	}

	/** What is below a usage span without a run belongs to the last one of the trace. */
	private static List<SpanRecord> runsWithoutIds() {
		Map<String, String> ids = Map.of("user_id", "ann", "agent_id", "qna");
		return List.of(span(1, "agent_run_usage", 0, 10).attributes(ids).build(),
				span(2, "POST", 5, 6).parent(id(1)).attributes(ids).build(),
				span(3, "agent_run_usage", 8, 9).attributes(Map.of("user_id", "ann")).build());
	}

	private static SpanRecordBuilder span(int number, String name, int from, int to) {
		Instant noon = Instant.parse("2026-04-02T12:00:00Z");
		return SpanRecord.builder("0af7651916cd43dd8448eb211c80319c", id(number), name)
			.time(noon.plusSeconds(from), noon.plusSeconds(to))
			.created(noon.plusSeconds(to));
	}

	private static String id(int number) {
		return "%016x".formatted(number);
	}

	private Instant lastDay() {
		return this.clock.instant().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.DAYS);
	}

	private static void assertSame(RememberingReplica remembering, RememberingReplica forgetful, AnalyticsCase asked) {
		for (String question : QUESTIONS) {
			String path = "user/" + asked.userId() + question + parameters(asked);
			assertThat(remembering.answer(path, "history")).as(path).isEqualTo(forgetful.answer(path, "logfire"));
		}
		String everyone = "users?" + parameters(asked);
		assertThat(remembering.answer(everyone, "history")).as(everyone)
			.isEqualTo(forgetful.answer(everyone, "logfire"));
	}

	private static String parameters(AnalyticsCase asked) {
		MultiValueMap<String, String> parameters = asked.parameters();
		parameters.remove("fill");
		if (parameters.remove("days") != null) {
			parameters.add("start_date", asked.firstDay().toString());
			parameters.add("end_date", asked.lastDay().toString());
		}
		return parameters.entrySet()
			.stream()
			.flatMap((parameter) -> parameter.getValue()
				.stream()
				.map((value) -> parameter.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
			.collect(Collectors.joining("&"));
	}

}
