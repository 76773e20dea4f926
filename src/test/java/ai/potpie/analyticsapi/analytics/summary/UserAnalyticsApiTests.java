package ai.potpie.analyticsapi.analytics.summary;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class UserAnalyticsApiTests extends ApiTestBase {

	@Test
	void aUserWithoutSpansHasZerosAndEmptyLists() {
		HttpResponse<String> answer = this.api.user("nobody");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("""
				{"user_id":"nobody",\
				"period":{"start":"2026-01-13T00:00:00Z","end":"2026-02-12T00:00:00Z","days":30},\
				"summary":{"total_cost":0,"total_agent_runs":0,"avg_duration_ms":0,"success_rate":0},\
				"daily_costs":[],"agent_runs_by_outcome":{},"conversation_stats":[],\
				"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA"}}"""
			.replace("TZDATA", LocalDays.tzdata()));
	}

	@Test
	void theAnswerHasItsKeysInOrderAndItsNumbersRounded() {
		Instant morning = Instant.parse("2026-02-10T08:00:00Z");
		store(run("ordered", "r1", "s1", morning, 0.1234567, "Completed", "c1"),
				run("ordered", "r2", "s2", morning, 0.2, "error", "c1"),
				run("ordered", "r3", "s3", morning, 1.2e-05, "ok", "c2"),
				SpanRecord.builder(trace("ordered", "s4"), id("s4"), "invoke_agent planner")
					.time(morning, Duration.ofMillis(2340))
					.attributes(Map.of("user_id", "ordered", "run_id", "r1"))
					.build());
		assertThat(this.api.user("ordered?days=2").body()).isEqualTo("""
				{"user_id":"ordered",\
				"period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
				"summary":{"total_cost":0.323469,"total_agent_runs":3,"avg_duration_ms":2340,"success_rate":0.6667},\
				"daily_costs":[{"date":"2026-02-10","cost":0.323469,"run_count":3}],\
				"agent_runs_by_outcome":{"success":2,"error":1},\
				"conversation_stats":[{"date":"2026-02-10","count":2,"avg_messages":1.5}],\
				"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA"}}"""
			.replace("TZDATA", LocalDays.tzdata()));
	}

	@ParameterizedTest
	@CsvSource({ "days=1, 2026-02-11T00:00:00Z, 2026-02-12T00:00:00Z, 1",
			"days=90, 2025-11-14T00:00:00Z, 2026-02-12T00:00:00Z, 90",
			"days=2&timezone=Europe/Paris, 2026-02-10T00:00:00+01:00, 2026-02-12T00:00:00+01:00, 2",
			"days=1&timezone=Pacific/Kiritimati, 2026-02-11T00:00:00+14:00, 2026-02-12T00:00:00+14:00, 1",
			"days=1&timezone=Etc/GMT%2B12, 2026-02-10T00:00:00-12:00, 2026-02-11T00:00:00-12:00, 1",
			"start_date=2025-10-26&end_date=2025-10-26&timezone=Europe/Paris, 2025-10-26T00:00:00+02:00, 2025-10-27T00:00:00+01:00, 1",
			"start_date=2025-03-30&end_date=2025-03-31&timezone=Europe/Paris, 2025-03-30T00:00:00+01:00, 2025-04-01T00:00:00+02:00, 2",
			"start_date=2026-02-11&end_date=2026-02-11, 2026-02-11T00:00:00Z, 2026-02-12T00:00:00Z, 1" })
	void thePeriodIsWholeDaysOfTheZone(String query, String start, String end, int days) {
		JsonNode period = json(this.api.user("nobody?" + query)).get("period");
		assertThat(period.get("start").asString()).isEqualTo(start);
		assertThat(period.get("end").asString()).isEqualTo(end);
		assertThat(period.get("days").asInt()).isEqualTo(days);
	}

	@Test
	void zeroFillHasEveryDayEvenForAUserWithoutData() {
		JsonNode answer = json(this.api.user("nobody?fill=zero&days=90"));
		assertThat(answer.get("daily_costs")).hasSize(90);
		assertThat(answer.get("conversation_stats")).hasSize(90);
		assertThat(answer.get("daily_costs").get(89))
			.hasToString("{\"date\":\"2026-02-11\",\"cost\":0,\"run_count\":0}");
		assertThat(answer.get("conversation_stats").get(0))
			.hasToString("{\"date\":\"2025-11-14\",\"count\":0,\"avg_messages\":0}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "days=0", "days=91", "days=-1", "days=1e1", "days=", "days=5&days=6", "days=0x1E",
			"days=%205", "days=%D9%A3", "start_date=2026-02-01", "end_date=2026-02-01",
			"start_date=2026-02-02&end_date=2026-02-01", "start_date=2026-02-01&end_date=2026-02-12",
			"start_date=2025-11-01&end_date=2026-01-30", "start_date=2026-02-01&end_date=2026-02-02&days=2",
			"start_date=2026-02-30&end_date=2026-03-01", "start_date=1999-12-01&end_date=1999-12-02",
			"timezone=Mars/Olympus", "timezone=%2B02:00", "timezone=", "timezone=UTC&timezone=UTC", "fill=all",
			"fill=ZERO", "cost=", "cost=actual", "cost=ESTIMATED", "cost=recorded&cost=recorded", "project_id=",
			"project_id=%00", "environment=a%00b", "day=7", "limit=5", "Days=7" })
	void undocumentedValuesAreA400ThatNamesTheParameter(String query) {
		HttpResponse<String> answer = this.api.user("nobody?" + query);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		String named = query.substring(0, query.indexOf('='));
		assertThat(json(answer).get("errors").findValuesAsString("parameter")).as(answer.body())
			.isNotEmpty()
			.allSatisfy(
					(parameter) -> assertThat(List.of(named, "start_date", "end_date", "days")).contains(parameter));
	}

	@Test
	void allErrorsAreNamedAtOnce() {
		HttpResponse<String> answer = this.api
			.user("nobody?days=91&timezone=x&timezone=y&fill=z&start_date=1&agent_id=&limit=3");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).get("errors").findValuesAsString("parameter")).contains("days", "timezone", "fill",
				"start_date", "agent_id", "limit");
	}

	@Test
	void twentyValuesOfAThousandCharactersAreAcceptedAndOneMoreIsNot() {
		String value = "x,'-~".repeat(200);
		String twenty = ("&project_id=" + value).repeat(20).substring(1);
		assertThat(this.api.user("nobody?" + twenty).statusCode()).isEqualTo(200);
		assertThat(this.api.user("nobody?project_id=" + value + "x").statusCode()).isEqualTo(400);
		assertThat(this.api.user("nobody?" + "&agent_id=a".repeat(21).substring(1)).statusCode()).isEqualTo(400);
	}

	@Test
	void aFilterValueWithACommaIsOneValue() {
		Instant morning = Instant.parse("2026-02-10T08:00:00Z");
		store(SpanRecord.builder(trace("comma", "s1"), id("s1"), "agent_run_usage")
			.time(morning, Duration.ZERO)
			.attributes(Map.of("user_id", "comma", "project_id", "a,b"))
			.build());
		assertThat(runs("comma?project_id=a,b")).isOne();
		assertThat(runs("comma?project_id=a&project_id=b")).isZero();
	}

	@Test
	void headersAreForAPrivateAnswer() {
		HttpResponse<String> answer = this.api.user("nobody");
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
		assertThat(answer.headers().allValues("Vary").toString().toLowerCase()).contains("authorization", "accept");
		assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
		assertThat(answer.headers().firstValue("Server-Timing").orElseThrow())
			.matches("cache;desc=miss, logfire;dur=[0-9.]+, total;dur=[0-9.]+");
		assertThat(answer.headers().firstValue("Server")).isEmpty();
	}

	@Test
	void moreThanTenThousandRunsAreCountedToTheLast() {
		Instant first = Instant.parse("2026-02-01T00:00:00Z");
		List<SpanRecord> spans = new ArrayList<>();
		for (int i = 0; i < 12_345; i++) {
			spans.add(run("busy", "r" + i, "s" + i, first.plusSeconds(60L * i), 0.001, "ok", "c" + i % 7));
		}
		this.logfire.store(spans);
		JsonNode summary = json(this.api.user("busy")).get("summary");
		assertThat(summary.get("total_agent_runs").asInt()).isEqualTo(12_345);
		assertThat(summary.get("total_cost").decimalValue()).isEqualByComparingTo("12.345");
	}

	@Test
	void answersAgreeWithTheOracleAlsoOverHttp() {
		Clock clock = Clock.fixed(ApiTest.NOW, ZoneOffset.UTC);
		List<AnalyticsCase> cases = LongStream.range(900_000, 900_000 + OracleCases.count(60))
			.mapToObj((seed) -> AnalyticsCase.of(seed, clock))
			.toList();
		this.logfire.store(cases.stream().flatMap((asked) -> asked.spans().stream()).toList());
		for (AnalyticsCase asked : cases) {
			String answer = this.api.user(asked.userId() + "?" + query(asked)).body();
			assertThat(ExpectedAnalytics.comparable(answer)).as(asked::toString)
				.isEqualTo(asked.expected(asked.spans()).comparable());
		}
	}

	private static String query(AnalyticsCase asked) {
		return asked.parameters()
			.entrySet()
			.stream()
			.flatMap((entry) -> entry.getValue().stream().map((value) -> Map.entry(entry.getKey(), value)))
			.map((entry) -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private int runs(String path) {
		return json(this.api.user(path)).get("summary").get("total_agent_runs").asInt();
	}

	private void store(SpanRecord... spans) {
		this.logfire.store(List.of(spans));
	}

	private static SpanRecord run(String user, String run, String span, Instant start, double cost, String outcome,
			String conversation) {
		return SpanRecord.builder(trace(user, span), id(span), "agent_run_usage")
			.time(start, Duration.ofMillis(1))
			.attributes(Map.of("user_id", user, "run_id", run, "conversation_id", conversation, "actual_cost", cost,
					"outcome", outcome))
			.build();
	}

	private static String trace(String user, String span) {
		return "%016x%016x".formatted(user.hashCode(), span.hashCode());
	}

	private static String id(String span) {
		return "%016x".formatted(span.hashCode());
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
