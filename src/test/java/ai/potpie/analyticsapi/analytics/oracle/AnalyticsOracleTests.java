package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** One small example for each sentence of the contract. */
class AnalyticsOracleTests {

	private static final ZoneId UTC = ZoneId.of("UTC");

	private static final LocalDate FIRST = LocalDate.parse("2026-02-10");

	private static final LocalDate LAST = LocalDate.parse("2026-02-11");

	private final List<SpanRecord> spans = new ArrayList<>();

	private int ids;

	@Test
	void theAnswerHasTheShapeOfTheContract() {
		add(usage("r1", "2026-02-10T10:00:00Z", "0.3", "completed").attributes(
				"""
						{"user_id": "u", "run_id": "r1", "actual_cost": 0.30, "outcome": "completed", "conversation_id": "c"}"""));
		add(agent("r1", "2026-02-10T10:00:00Z", 1500));
		assertThat(answer().comparable()).isEqualTo(ExpectedAnalytics.comparable("""
				{
				  "user_id": "u",
				  "period": { "start": "2026-02-10T00:00:00Z", "end": "2026-02-12T00:00:00Z", "days": 2 },
				  "summary": { "total_cost": 0.3, "total_agent_runs": 1, "avg_duration_ms": 1500.0, "success_rate": 1 },
				  "daily_costs": [ { "date": "2026-02-10", "cost": 0.30, "run_count": 1 } ],
				  "agent_runs_by_outcome": { "success": 1 },
				  "conversation_stats": [ { "date": "2026-02-10", "count": 1, "avg_messages": 1.00 } ]
				}"""));
	}

	@Test
	void comparableTellsNumbersFromStringsAndKeepsTheOrderOfKeys() {
		assertThat(ExpectedAnalytics.comparable("{\"a\": 100, \"b\": [1.50]}"))
			.isEqualTo(ExpectedAnalytics.comparable("{\"a\": 1e2, \"b\": [1.5]}"))
			.isNotEqualTo(ExpectedAnalytics.comparable("{\"a\": \"100\", \"b\": [1.5]}"))
			.isNotEqualTo(ExpectedAnalytics.comparable("{\"b\": [1.5], \"a\": 100}"))
			.isNotEqualTo(ExpectedAnalytics.comparable("{\"a\": 100, \"b\": [1.500001]}"));
	}

	@Test
	void userWithoutSpansHasZerosAndEmptyLists() {
		add(usage("r1", "2026-02-10T10:00:00Z", "1", "ok").attributes(Map.of("user_id", "U", "run_id", "r1")));
		add(usage("r2", "2026-02-10T10:00:00Z", "1", "ok").attributes(Map.of()));
		JsonNode answer = answer().json();
		assertThat(answer.get("summary").toString())
			.isEqualTo("{\"total_cost\":0.000000,\"total_agent_runs\":0,\"avg_duration_ms\":0,\"success_rate\":0}");
		assertThat(answer.get("daily_costs")).isEmpty();
		assertThat(answer.get("agent_runs_by_outcome").toString()).isEqualTo("{}");
		assertThat(answer.get("conversation_stats")).isEmpty();
	}

	@Test
	void zeroFillHasEveryDay() {
		ExpectedAnalytics answer = answer(UTC, true);
		assertThat(answer.dailyCosts()).extracting((day) -> day.date()).containsExactly(FIRST, LAST);
		assertThat(answer.conversationStats()).extracting((day) -> day.count()).containsExactly(0, 0);
		assertThat(answer.outcomes()).isEmpty();
	}

	@Test
	void thePeriodIsHalfOpen() {
		add(usage("before", "2026-02-09T23:59:59.999999Z", "1", "ok"));
		add(usage("first", "2026-02-10T00:00:00Z", "2", "ok"));
		add(usage("last", "2026-02-11T23:59:59.999999Z", "4", "ok"));
		add(usage("after", "2026-02-12T00:00:00Z", "8", "ok"));
		assertThat(answer().summary().totalCost()).isEqualByComparingTo("6");
	}

	@Test
	void daysAreThoseOfTheZone() {
		add(usage("r1", "2026-02-09T23:00:00Z", "1", "ok"));
		add(usage("r2", "2026-02-10T22:59:59.999999Z", "1", "ok"));
		add(usage("r3", "2026-02-10T23:00:00Z", "1", "ok"));
		ExpectedAnalytics answer = answer(ZoneId.of("Europe/Paris"), false);
		assertThat(answer.dailyCosts()).extracting((day) -> day.runCount()).containsExactly(2, 1);
		assertThat(answer.json().at("/period/start").stringValue()).isEqualTo("2026-02-10T00:00:00+01:00");
	}

	@ParameterizedTest
	@CsvSource({ "Europe/Paris, 2026-03-29, 23", "Europe/Paris, 2025-10-26, 25", "Australia/Lord_Howe, 2026-04-05, 25",
			"America/Sao_Paulo, 2018-11-04, 23", "America/Sao_Paulo, 2018-02-17, 25" })
	void daysMayBeShorterOrLonger(String zone, LocalDate day, int hoursBegun) {
		Instant begin = day.atStartOfDay(ZoneId.of(zone)).toInstant();
		for (int hour = -1; hour <= 26; hour++) {
			add(usage("r" + hour, begin.plus(Duration.ofHours(hour)).toString(), "0", "ok"));
		}
		assertThat(AnalyticsOracle
			.answer(this.spans, "u", day, day, ZoneId.of(zone), false, Set.of(), Set.of(), Set.of(),
					OracleSettings.DEFAULT)
			.summary()
			.totalAgentRuns()).isEqualTo(hoursBegun);
	}

	@Test
	void aRunIsTheUsageSpansThatShareARunId() {
		add(usage("r1", "2026-02-10T10:00:00Z", "1", "error"));
		add(usage("r1", "2026-02-11T10:00:00Z", "2", "ok"));
		ExpectedAnalytics answer = answer();
		assertThat(answer.summary().totalAgentRuns()).isEqualTo(1);
		assertThat(answer.dailyCosts()).singleElement().satisfies((day) -> {
			assertThat(day.date()).isEqualTo(LAST);
			assertThat(day.cost()).isEqualByComparingTo("3");
		});
		assertThat(answer.summary().successRate()).isEqualByComparingTo("1");
	}

	@Test
	void spansOutsideThePeriodDoNotDecide() {
		add(usage("r1", "2026-02-11T10:00:00Z", "1", "error"));
		add(usage("r1", "2026-02-12T10:00:00Z", "2", "ok"));
		assertThat(answer().summary().totalCost()).isEqualByComparingTo("1");
		assertThat(answer().outcomes()).extracting((outcome) -> outcome.outcome()).containsExactly("error");
	}

	@Test
	void ofTwoLastSpansTheGreaterIdDecides() {
		String moment = "2026-02-10T10:00:00Z";
		add(SpanRecord.builder("t", "b", "agent_run_usage")
			.time(Instant.parse(moment), Duration.ZERO)
			.attributes(attributes("r1", "0", "greater")));
		add(SpanRecord.builder("t", "a", "agent_run_usage")
			.time(Instant.parse(moment), Duration.ZERO)
			.attributes(attributes("r1", "0", "smaller")));
		assertThat(answer().outcomes()).extracting((outcome) -> outcome.outcome()).containsExactly("greater");
	}

	@Test
	void aUsageSpanWithoutRunIdIsARunOfItsOwn() {
		for (String blank : List.of("", "  ", "\t")) {
			add(usage(blank, "2026-02-10T10:00:00Z", "1", "ok"));
		}
		add(usage("x", "2026-02-10T10:00:00Z", "1", "ok").attributes("{\"user_id\": \"u\", \"run_id\": null}"));
		assertThat(answer().summary().totalAgentRuns()).isEqualTo(4);
	}

	@Test
	void theSameSpanTwiceCountsOnceAndACopyAsEventNever() {
		SpanRecordBuilder span = usage("", "2026-02-10T10:00:00Z", "1", "ok");
		add(span.kind("span_event"));
		add(span.kind("span"));
		add(span);
		add(usage("r2", "2026-02-10T10:00:00Z", "7", "ok").kind("span_event"));
		add(usage("r3", "2026-02-10T10:00:00Z", "7", "ok").kind("pending_span"));
		assertThat(answer().summary().totalAgentRuns()).isEqualTo(1);
		assertThat(answer().summary().totalCost()).isEqualByComparingTo("1");
	}

	@Test
	void aLogMayRecordUsageToo() {
		add(usage("r1", "2026-02-10T10:00:00Z", "1", "ok").kind("log"));
		assertThat(answer().summary().totalAgentRuns()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false,
			value = { "0.5,500000000", "1.2e-05,12000", "1E-5,10000", "+1,1000000000", ".5,500000000", "5.,5000000000",
					"1000000,1000000000000000", "1000000.0000001,0", "1e6,1000000000000000", "1e7,0", "-1,0", "-0,0",
					"NaN,0", "Infinity,0", "1e400,0", "0x10,0", " 1 ,1000000000", "'\t1\n',1000000000", "1 1,0",
					"\u00A01,0", "'',0", "true,0", "'1,5',0", "1_0,0", "１,0", "4e-10,0", "6e-10,1",
					"1234567890123456,0", "0000000000000001,0" })
	void aCostIsAPlainDecimalNumberUpToAMillion(String text, long nanos) {
		OracleSpan usage = OracleSpan.of(usage("r", "2026-02-10T10:00:00Z", text, "ok").build());
		assertThat(OracleRun.actualNanos(usage)).isEqualTo(nanos);
	}

	@Test
	void aCostMayBeAJsonNumberAndARunWithoutCostStillCounts() {
		add(usage("r1", "2026-02-10T10:00:00Z", 0.1, "ok"));
		add(usage("r2", "2026-02-10T10:00:00Z", 0.2, "ok"));
		add(usage("r3", "2026-02-10T10:00:00Z", Map.of("usd", 3), "ok"));
		assertThat(answer().summary().totalCost()).isEqualByComparingTo("0.3");
		assertThat(answer().summary().totalAgentRuns()).isEqualTo(3);
	}

	@Test
	void sumsAreExactAndShowSixDecimals() {
		add(usage("r1", "2026-02-10T10:00:00Z", "0.0000004", "ok"));
		add(usage("r2", "2026-02-11T10:00:00Z", "0.0000001", "ok"));
		assertThat(answer().summary().totalCost()).isEqualByComparingTo("0.000001");
		assertThat(answer().dailyCosts()).allSatisfy((day) -> assertThat(day.cost()).isEqualByComparingTo("0"));
	}

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false,
			value = { " Completed ,success", "OK,success", "success,success", "FAILED,error", "Failure,error",
					"error,error", "Canceled,cancelled", "cancelled,cancelled", "'',unknown", "  ,unknown", ",unknown",
					"Timeout,timeout", "'\tOK\n',success", "ÜBER,Über", "FAİLED,faİled", "\u00A0ok,\u00A0ok" })
	void outcomesAreNormalized(String text, String outcome) {
		assertThat(OracleRun.outcome(text)).isEqualTo(outcome);
	}

	@Test
	void outcomesAreSortedByCountAndThenByName() {
		for (String outcome : List.of("b", "a", "ok", "ok", "c", "c", "c")) {
			add(usage("r" + this.ids, "2026-02-10T10:00:00Z", "0", outcome));
		}
		assertThat(answer().json().get("agent_runs_by_outcome").toString())
			.isEqualTo("{\"c\":3,\"success\":2,\"a\":1,\"b\":1}");
		assertThat(answer().summary().successRate()).isEqualByComparingTo("0.2857");
	}

	@Test
	void anExecutionLastsAsLongAsItsLongestAgentSpan() {
		add(agent("r1", "2026-02-10T10:00:00Z", 3000));
		add(agent("r1", "2026-02-10T10:00:01Z", 1000));
		add(agent("r2", "2026-02-10T10:00:00Z", 1000));
		assertThat(answer().summary().avgDurationMs()).isEqualByComparingTo("2000");
	}

	@Test
	void agentSpansWithoutRunIdShareATrace() {
		for (String trace : List.of("t1", "t1", "t2")) {
			add(SpanRecord.builder(trace, "s" + this.ids++, "invoke_agent x")
				.time(Instant.parse("2026-02-10T10:00:00Z"), Duration.ofNanos(1_005_000L * this.ids))
				.attributes(Map.of("user_id", "u")));
		}
		assertThat(answer().summary().avgDurationMs()).isEqualByComparingTo("2.51");
	}

	@Test
	void onlySpansOfTheConfiguredNamesAreExecutions() {
		add(agent("r1", "2026-02-10T10:00:00Z", 1000));
		add(agent("r2", "2026-02-10T10:00:00Z", 9000).kind("log"));
		add(usage("r3", "2026-02-10T10:00:00Z", "0", "ok").time(Instant.parse("2026-02-10T10:00:00Z"),
				Duration.ofSeconds(9)));
		assertThat(answer().summary().avgDurationMs()).isEqualByComparingTo("1000");
		assertThat(AnalyticsOracle
			.answer(this.spans, "u", FIRST, LAST, UTC, false, Set.of(), Set.of(), Set.of(),
					OracleSettings.DEFAULT.withAgentSpans("agent"))
			.summary()
			.avgDurationMs()).isEqualByComparingTo("0");
	}

	@Test
	void aConversationIsSeenOnAnySpanOrLog() {
		add(said("c1", "r1").kind("log"));
		add(said("c1", "r2"));
		add(said("c1", "r2"));
		add(said("c2", "r2"));
		add(said(" ", "r3"));
		add(said("c3", "r4").kind("span_event"));
		assertThat(answer().json().get("conversation_stats").toString())
			.isEqualTo("[{\"date\":\"2026-02-10\",\"count\":2,\"avg_messages\":1.50}]");
	}

	@Test
	void pydanticAisConversationCountsWhereOursIsAbsent() {
		for (String attributes : List.of("{\"user_id\": \"u\", \"gen_ai.conversation.id\": \"c1\"}",
				"{\"user_id\": \"u\", \"gen_ai.conversation.id\": \"c2\", \"conversation_id\": \"c1\"}",
				"{\"user_id\": \"u\", \"gen_ai.conversation.id\": \"c1\", \"conversation_id\": \" \"}")) {
			add(said("", "").attributes(attributes));
		}
		assertThat(answer().conversationStats()).singleElement().satisfies((day) -> {
			assertThat(day.count()).isEqualTo(1);
			assertThat(day.avgMessages()).as("a trace each").isEqualByComparingTo("3");
		});
	}

	@Test
	void valuesOfOneFilterAreAlternativesAndAllFiltersApply() {
		int[] cost = { 1 };
		for (String project : List.of("p1", "p2", "p3")) {
			for (String environment : List.of("production", "staging")) {
				add(usage("r" + cost[0], "2026-02-10T10:00:00Z", cost[0], "ok").environment(environment)
					.attributes(Map.of("user_id", "u", "project_id", project, "actual_cost", cost[0])));
				cost[0] *= 2;
			}
		}
		assertThat(AnalyticsOracle
			.answer(this.spans, "u", FIRST, LAST, UTC, false, Set.of("p1", "p3"), Set.of(), Set.of("staging"),
					OracleSettings.DEFAULT)
			.summary()
			.totalCost()).isEqualByComparingTo("34");
		assertThat(AnalyticsOracle
			.answer(this.spans, "u", FIRST, LAST, UTC, false, Set.of(), Set.of("qna"), Set.of(), OracleSettings.DEFAULT)
			.summary()
			.totalAgentRuns()).isZero();
	}

	@Test
	void filtersCompareTheFirstNameThatIsNotBlank() {
		add(usage("r1", "2026-02-10T10:00:00Z", 1, "ok")
			.attributes(Map.of("user_id", "u", "agent_id", " ", "gen_ai.agent.name", "qna", "actual_cost", 1)));
		add(usage("r2", "2026-02-10T10:00:00Z", 2, "ok")
			.attributes(Map.of("user_id", "u", "agent_id", "debug", "gen_ai.agent.name", "qna", "actual_cost", 2)));
		add(usage("r3", "2026-02-10T10:00:00Z", 4, "ok")
			.attributes(Map.of("user_id", "u", "agent_id", " ", "actual_cost", 4)));
		assertThat(costOfAgents("qna")).isEqualByComparingTo("1");
		assertThat(costOfAgents("debug", " ")).isEqualByComparingTo("2");
		assertThat(costOfAgents(" ")).isZero();
	}

	private BigDecimal costOfAgents(String... agents) {
		return AnalyticsOracle
			.answer(this.spans, "u", FIRST, LAST, UTC, false, Set.of(), Set.of(agents), Set.of(),
					OracleSettings.DEFAULT)
			.summary()
			.totalCost();
	}

	private void add(SpanRecordBuilder span) {
		this.spans.add(span.build());
	}

	private SpanRecordBuilder usage(String run, String start, Object cost, String outcome) {
		return span("agent_run_usage", start).attributes(attributes(run, cost, outcome));
	}

	private static Map<String, Object> attributes(String run, Object cost, String outcome) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		attributes.put("user_id", "u");
		attributes.put("run_id", run);
		attributes.put("actual_cost", cost);
		attributes.put("outcome", outcome);
		return attributes;
	}

	private SpanRecordBuilder agent(String run, String start, int millis) {
		return span("agent run", start).time(Instant.parse(start), Duration.ofMillis(millis))
			.attributes(Map.of("user_id", "u", "run_id", run));
	}

	private SpanRecordBuilder said(String conversation, String run) {
		return span("chat", "2026-02-10T10:00:00Z")
			.attributes(Map.of("user_id", "u", "run_id", run, "conversation_id", conversation));
	}

	private SpanRecordBuilder span(String name, String start) {
		this.ids++;
		return SpanRecord.builder("t" + this.ids, "s" + this.ids, name).time(Instant.parse(start), Duration.ZERO);
	}

	private ExpectedAnalytics answer() {
		return answer(UTC, false);
	}

	private ExpectedAnalytics answer(ZoneId zone, boolean fillZero) {
		return AnalyticsOracle.answer(this.spans, "u", FIRST, LAST, zone, fillZero, Set.of(), Set.of(), Set.of(),
				OracleSettings.DEFAULT);
	}

}
