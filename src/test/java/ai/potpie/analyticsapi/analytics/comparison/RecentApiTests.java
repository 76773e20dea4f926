package ai.potpie.analyticsapi.analytics.comparison;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import ai.potpie.analyticsapi.testing.SummaryPeriods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RecentApiTests extends ApiTestBase {

	private final List<SpanRecord> spans = new ArrayList<>();

	@Test
	void aUserWithoutDataHasZerosAndNoPercentages() {
		JsonNode answer = json(this.api.user("nobody/summary"));
		assertThat(answer.propertyNames()).containsExactly("user_id", "today", "last_7_days", "last_30_days",
				"month_to_date", "meta");
		for (String name : SummaryPeriods.NAMES) {
			assertThat(answer.get(name).get("current")).isEqualTo(window("""
					%s,"total_cost":0,"total_agent_runs":0,"avg_duration_ms":0,"success_rate":0,\
					"conversation_count":0,"llm_calls":0,"input_tokens":0,"output_tokens":0,\
					"cached_input_tokens":0,"reasoning_tokens":0,"llm_cost":0,\
					"cost_coverage":{"recorded_calls":0,"estimated_calls":0,"unpriced_calls":0,"unpriced_models":[]}"""
				.formatted("\"period\":" + answer.get(name).at("/current/period"))));
			assertThat(answer.get(name).get("change").values()).hasSize(11)
				.allSatisfy((change) -> assertThat(change).hasToString("{\"absolute\":0,\"percent\":null}"));
		}
		assertThat(answer.at("/meta/source").asString()).isEqualTo("logfire");
		assertThat(answer.at("/meta/as_of").asString()).isEqualTo(ApiTest.NOW.toString());
	}

	@Test
	void windowsOverlapAndASpanCountsInEach() {
		run("one", "2026-02-11T08:00:00Z", "a", 0.5, "completed");
		run("one", "2026-02-10T08:00:00Z", "b", 0.25, "failed");
		run("one", "2026-01-31T23:59:59.999999Z", "c", 1, "completed");
		run("one", "2026-01-05T00:00:00Z", "d", 2, "completed");
		run("one", "2025-12-13T23:59:59.999999Z", "too old", 64, "completed");
		JsonNode answer = summary("one");
		assertThat(costs(answer, "current")).containsExactly("0.5", "0.75", "1.75", "0.75");
		assertThat(costs(answer, "previous")).containsExactly("0.25", "1", "2", "2");
		assertThat(answer.at("/today/change/total_cost")).hasToString("{\"absolute\":0.25,\"percent\":100}");
		assertThat(answer.at("/last_7_days/change/total_cost")).hasToString("{\"absolute\":-0.25,\"percent\":-25}");
		assertThat(answer.at("/last_30_days/change/success_rate"))
			.hasToString("{\"absolute\":-0.3333,\"percent\":-33.33}");
		assertThat(answer.at("/month_to_date/change/total_cost")).hasToString("{\"absolute\":-1.25,\"percent\":-62.5}");
		assertThat(answer.at("/month_to_date/previous/period"))
			.hasToString("{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-12T00:00:00Z\",\"days\":11}");
	}

	private static List<String> costs(JsonNode answer, String side) {
		return SummaryPeriods.NAMES.stream()
			.map((name) -> answer.get(name).get(side).get("total_cost").toString())
			.toList();
	}

	@Test
	void aRunOfTwoWindowsIsARunOfEach() {
		run("across", "2026-02-10T23:59:59.999999Z", "a", 0.5, "failed");
		run("across", "2026-02-11T00:00:00Z", "a", 0.25, "completed");
		JsonNode answer = summary("across");
		assertThat(answer.at("/today/current/total_agent_runs").asInt()).isOne();
		assertThat(answer.at("/today/current/success_rate").asInt()).isOne();
		assertThat(answer.at("/today/previous/total_agent_runs").asInt()).isOne();
		assertThat(answer.at("/today/previous/success_rate").asInt()).isZero();
		assertThat(answer.at("/last_7_days/current/total_agent_runs").asInt()).isOne();
		assertThat(answer.at("/last_7_days/current/total_cost").decimalValue()).isEqualByComparingTo("0.75");
	}

	@ParameterizedTest
	@CsvSource({ "America/New_York, &project_id=p1&project_id=p2, recorded", "Asia/Kathmandu, '', estimated",
			"Pacific/Kiritimati, '', recorded", "Australia/Lord_Howe, &environment=production, recorded" })
	void eachWindowHasTheNumbersOfTheOtherEndpoints(ZoneId zone, String filters, String cost) {
		String user = "same_" + zone.getId().replaceAll("\\W", "_");
		for (int hour = 0; hour < 62 * 24; hour += 11) {
			String time = ApiTest.NOW.minus(Duration.ofHours(hour)).toString();
			run(user, time, "run" + hour % 50, (hour % 4 == 0) ? 0 : hour / 1000.0,
					(hour % 3 == 0) ? "failed" : "completed");
			call(user, time, "run" + hour % 50, (hour % 5 == 0) ? "in-house" : "gpt-4o");
		}
		this.logfire.store(this.spans);
		JsonNode answer = new SummaryPeriods(zone, filters, cost, (path) -> ok(this.api.user(user + path)))
			.assertSameAsOtherEndpoints();
		boolean none = filters.contains("environment");
		assertThat(answer.at("/today/current/total_agent_runs").asInt() == 0).isEqualTo(none);
		assertThat(answer.at("/last_30_days/previous/total_agent_runs").asInt() == 0).isEqualTo(none);
		assertThat(answer.at("/month_to_date/previous/cost_coverage/unpriced_calls").asInt() == 0).isEqualTo(none);
	}

	@Test
	void allWindowsAreOneQuery() {
		call("counted", "2026-02-11T08:00:00Z", "a", "gpt-4o");
		call("counted", "2025-12-20T08:00:00Z", "b", "o3");
		summary("counted");
		long before = queries();
		assertThat(json(this.api.user("counted/summary")).at("/today/current/cost_coverage/estimated_calls").asInt())
			.isOne();
		assertThat(queries() - before).isOne();
	}

	private long queries() {
		return this.meters.find("logfire.calls").timers().stream().mapToLong((timer) -> timer.count()).sum();
	}

	@Test
	void periodsThatAreNotComparableSayWhy() {
		JsonNode answer = json(this.api.user("nobody/summary"));
		assertThat(SummaryPeriods.NAMES.stream().map((name) -> answer.get(name).get("reasons").toString()))
			.containsExactly("[\"incomplete_days\"]", "[]", "[\"beyond_retention\"]", "[\"beyond_retention\"]");
		assertThat(SummaryPeriods.NAMES.stream().map((name) -> answer.get(name).get("comparable").asBoolean()))
			.containsExactly(false, true, false, false);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"days=7 | days | is not a parameter here. Allowed are timezone, cost, project_id, agent_id, environment, format, section, bom",
			"to=previous_year | to | is not a parameter here. Allowed are timezone, cost, project_id, agent_id, environment, format, section, bom",
			"timezone=Mars/Olympus | timezone | must be the name of an IANA time zone like Europe/Berlin",
			"timezone=UTC&timezone=UTC | timezone | must be given once, not 2 times",
			"cost=free | cost | must be one of recorded, estimated",
			"project_id= | project_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"format=csv&section=daily | section | must be one of periods, changes" })
	void undocumentedValuesAreA400ThatSaysSo(String query, String parameter, String message) {
		HttpResponse<String> answer = this.api.user("nobody/summary?" + query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(json(answer).get("errors")).hasSize(1)
			.first()
			.hasToString("{\"parameter\":\"%s\",\"message\":\"%s\"}".formatted(parameter, message));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?timezone=Europe/Paris&cost=estimated", "?days=3", "?format=csv&section=changes" })
	void ownSummaryIsThatOfTheTokensUser(String query) {
		AnalyticsApi own = this.api.as(AnalyticsApi.USER_TOKEN);
		HttpResponse<String> mine = own.get("/api/v1/analytics/me/summary" + query);
		HttpResponse<String> users = own.user("user_123/summary" + query);
		assertThat(mine.statusCode()).isEqualTo(users.statusCode());
		assertThat(comparable(mine)).isEqualTo(comparable(users));
	}

	@Test
	void summariesOfOtherUsersAreForbidden() {
		assertThat(this.api.as(AnalyticsApi.USER_TOKEN).user("user_456/summary").statusCode()).isEqualTo(403);
		assertThat(this.api.get("/api/v1/analytics/me/summary").statusCode()).isEqualTo(400);
		assertThat(this.api.as("unknown").user("user_123/summary").statusCode()).isEqualTo(401);
	}

	@Test
	void anAnswerThatTheClientHasIsA304() {
		HttpResponse<String> answer = this.api.user("nobody/summary");
		String tag = answer.headers().firstValue("ETag").orElseThrow();
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
		HttpResponse<String> again = this.api.user("nobody/summary", "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	private void run(String user, String time, String run, double cost, String outcome) {
		add(user, time, "agent_run_usage",
				Map.of("run_id", run, "actual_cost", cost, "outcome", outcome, "conversation_id", "talk of " + run));
	}

	private void call(String user, String time, String run, String model) {
		add(user, time, "chat", Map.of("run_id", run, "gen_ai.request.model", model, "gen_ai.usage.input_tokens", 100,
				"gen_ai.usage.output_tokens", 10));
	}

	private void add(String user, String time, String name, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.put("user_id", user);
		attributes.put("project_id", "p1");
		String id = "%016x".formatted(this.spans.size() + 1);
		this.spans.add(SpanRecord.builder("%016x".formatted(user.hashCode()) + id, id, name)
			.time(Instant.parse(time), Duration.ofMillis(5))
			.attributes(attributes)
			.build());
	}

	/** The summary of a user after the spans are stored. */
	private JsonNode summary(String user) {
		this.logfire.store(this.spans);
		return json(this.api.user(user + "/summary"));
	}

	private static JsonNode window(String members) {
		return JsonMapper.shared().readTree("{" + members + "}");
	}

	private static String ok(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

	private static String comparable(HttpResponse<String> answer) {
		return answer.body().replaceAll("\"(instance|request_id)\":\"[^\"]*\"", "");
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
