package ai.potpie.analyticsapi.analytics.comparison;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonApiTests extends ApiTestBase {

	private static final String META = """
			"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA","llm_call_rule":"innermost_usage",\
			"prices":"genai-prices 2026-08-21 (47df840a5ab1)"}}"""
		.replace("TZDATA", LocalDays.tzdata());

	private int spans;

	@Test
	void aUserWithoutDataHasZerosOnAllDays() {
		String zeros = """
				"total_cost":0,"total_agent_runs":0,"avg_duration_ms":0,"success_rate":0,\
				"llm_calls":0,"input_tokens":0,"output_tokens":0,"cached_input_tokens":0,"reasoning_tokens":0,"llm_cost":0,\
				"cost_coverage":{"recorded_calls":0,"estimated_calls":0,"unpriced_calls":0,"unpriced_models":[]}""";
		String none = "{\"absolute\":0,\"percent\":null}";
		String day = """
				"cost":0,"run_count":0,"llm_calls":0,"input_tokens":0,"output_tokens":0,"llm_cost":0""";
		assertThat(this.api.user("nobody/compare?days=2").body()).isEqualTo("""
				{"user_id":"nobody",\
				"current":{"period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},%1$s},\
				"previous":{"period":{"start":"2026-02-08T00:00:00Z","end":"2026-02-10T00:00:00Z","days":2},%1$s},\
				"change":{"total_cost":%2$s,"total_agent_runs":%2$s,"avg_duration_ms":%2$s,"success_rate":%2$s,\
				"llm_calls":%2$s,"input_tokens":%2$s,"output_tokens":%2$s,"cached_input_tokens":%2$s,\
				"reasoning_tokens":%2$s,"llm_cost":%2$s},\
				"daily":[\
				{"day":1,"current":{"date":"2026-02-10","complete":false,%3$s},\
				"previous":{"date":"2026-02-08","complete":true,%3$s}},\
				{"day":2,"current":{"date":"2026-02-11","complete":false,%3$s},\
				"previous":{"date":"2026-02-09","complete":true,%3$s}}],\
				"comparable":true,"reasons":[],%4$s""".formatted(zeros, none, day, META));
	}

	@Test
	void numbersOfBothWindowsAreSideBySide() {
		run("both", "2026-02-10T08:00:00Z", "a", 0.75, "completed");
		run("both", "2026-02-10T23:59:59.999999Z", "a", 0.25, "completed");
		run("both", "2026-02-07T12:00:00Z", "a", 0.5, "completed");
		run("both", "2026-02-08T12:00:00Z", "b", 0.3, "failed");
		agent("both", "2026-02-10T08:00:00Z", 1500);
		agent("both", "2026-02-08T08:00:00Z", 1000);
		call("both", "2026-02-11T00:00:00Z", "gpt-4o", Map.of("operation.cost", 0.125));
		call("both", "2026-02-09T23:59:59.999999Z", "in-house", Map.of());
		JsonNode answer = json(this.api.user("both/compare?days=2&to_start_date=2026-02-07&to_end_date=2026-02-09"));
		assertThat(answer.get("current")).hasToString("""
				{"period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
				"total_cost":1,"total_agent_runs":1,"avg_duration_ms":1500,"success_rate":1,\
				"llm_calls":1,"input_tokens":100,"output_tokens":10,"cached_input_tokens":60,"reasoning_tokens":4,\
				"llm_cost":0.125,\
				"cost_coverage":{"recorded_calls":1,"estimated_calls":0,"unpriced_calls":0,"unpriced_models":[]}}""");
		assertThat(answer.get("previous")).hasToString(
				"""
						{"period":{"start":"2026-02-07T00:00:00Z","end":"2026-02-10T00:00:00Z","days":3},\
						"total_cost":0.8,"total_agent_runs":2,"avg_duration_ms":1000,"success_rate":0.5,\
						"llm_calls":1,"input_tokens":100,"output_tokens":10,"cached_input_tokens":60,"reasoning_tokens":4,\
						"llm_cost":0,\
						"cost_coverage":{"recorded_calls":0,"estimated_calls":0,"unpriced_calls":1,"unpriced_models":["in-house"]}}""");
		assertThat(answer.get("change")).hasToString("""
				{"total_cost":{"absolute":0.2,"percent":25},"total_agent_runs":{"absolute":-1,"percent":-50},\
				"avg_duration_ms":{"absolute":500,"percent":50},"success_rate":{"absolute":0.5,"percent":100},\
				"llm_calls":{"absolute":0,"percent":0},"input_tokens":{"absolute":0,"percent":0},\
				"output_tokens":{"absolute":0,"percent":0},"cached_input_tokens":{"absolute":0,"percent":0},\
				"reasoning_tokens":{"absolute":0,"percent":0},"llm_cost":{"absolute":0.125,"percent":null}}""");
		assertThat(answer.get("daily")).hasToString("""
				[{"day":1,"current":{"date":"2026-02-10","complete":false,"cost":1,"run_count":1,"llm_calls":0,\
				"input_tokens":0,"output_tokens":0,"llm_cost":0},\
				"previous":{"date":"2026-02-07","complete":true,"cost":0.5,"run_count":1,"llm_calls":0,\
				"input_tokens":0,"output_tokens":0,"llm_cost":0}},\
				{"day":2,"current":{"date":"2026-02-11","complete":false,"cost":0,"run_count":0,"llm_calls":1,\
				"input_tokens":100,"output_tokens":10,"llm_cost":0.125},\
				"previous":{"date":"2026-02-08","complete":true,"cost":0.3,"run_count":1,"llm_calls":0,\
				"input_tokens":0,"output_tokens":0,"llm_cost":0}},\
				{"day":3,"current":null,\
				"previous":{"date":"2026-02-09","complete":true,"cost":0,"run_count":0,"llm_calls":1,\
				"input_tokens":100,"output_tokens":10,"llm_cost":0}}]""");
	}

	@Test
	void eachWindowHasTheNumbersOfTheOtherEndpoints() {
		for (int day = 1; day <= 28; day++) {
			String time = "2026-01-%02dT%02d:00:00Z".formatted(day, day % 24);
			run("same", time, "run" + day % 20, day / 1000.0, (day % 3 == 0) ? "failed" : "completed");
			agent("same", time, day);
			call("same", time, "gpt-4o", (day % 2 == 0) ? Map.of() : Map.of("operation.cost", day));
		}
		String zone = "&timezone=America/New_York&project_id=p1&project_id=p2";
		JsonNode answer = json(this.api.user(
				"same/compare?start_date=2026-01-15&end_date=2026-01-25&to_start_date=2026-01-01&to_end_date=2026-01-11"
						+ zone));
		checkAlone(answer.get("current"), "start_date=2026-01-15&end_date=2026-01-25" + zone);
		checkAlone(answer.get("previous"), "start_date=2026-01-01&end_date=2026-01-11" + zone);
		assertThat(answer.at("/previous/total_agent_runs").asInt()).isPositive();
		assertThat(answer.at("/previous/cost_coverage/estimated_calls").asInt()).isPositive();
	}

	private void checkAlone(JsonNode window, String query) {
		JsonNode summary = json(this.api.user("same?" + query)).get("summary");
		JsonNode totals = json(this.api.user("same/usage?" + query)).get("totals");
		summary.propertyStream()
			.forEach((number) -> assertThat(window.get(number.getKey())).isEqualTo(number.getValue()));
		List.of("llm_calls", "input_tokens", "output_tokens", "cached_input_tokens", "reasoning_tokens",
				"cost_coverage")
			.forEach((number) -> assertThat(window.get(number)).isEqualTo(totals.get(number)));
		assertThat(window.get("llm_cost")).isEqualTo(totals.get("cost"));
	}

	@Test
	void bothWindowsAreOneQuery() {
		call("counted", "2026-02-10T08:00:00Z", "gpt-4o", Map.of());
		call("counted", "2026-01-10T08:00:00Z", "o3", Map.of());
		this.api.user("counted/compare");
		long before = queries();
		assertThat(json(this.api.user("counted/compare?days=29")).at("/current/cost_coverage/estimated_calls").asInt())
			.isOne();
		assertThat(queries() - before).isOne();
	}

	private long queries() {
		return this.meters.find("logfire.calls").timers().stream().mapToLong((timer) -> timer.count()).sum();
	}

	@ParameterizedTest
	@CsvSource({ "days=15, true, ''", "days=16, false, beyond_retention", "days=1, false, incomplete_days",
			"days=2, true, ''", "days=2&timezone=Pacific/Kiritimati, true, ''",
			"days=2&to=previous_year, false, beyond_retention", "days=28&to=previous_month, false, beyond_retention",
			"days=1&to_start_date=2026-01-12&to_end_date=2026-02-10, false, 'beyond_retention,incomplete_days'",
			"days=1&to_start_date=2026-01-13&to_end_date=2026-02-09, true, ''",
			"start_date=2026-02-10&end_date=2026-02-11, true, ''" })
	void incomparablePeriodsSayWhy(String query, boolean comparable, String reasons) {
		JsonNode answer = json(this.api.user("nobody/compare?" + query));
		assertThat(answer.get("comparable").booleanValue()).isEqualTo(comparable);
		assertThat(String.join(",", answer.get("reasons").valueStream().map(JsonNode::asString).toList()))
			.isEqualTo(reasons);
	}

	@ParameterizedTest
	@CsvSource({ "'', 2025-12-14, 2026-01-12", "to=previous_period, 2025-12-14, 2026-01-12",
			"to=previous_month, 2025-12-13, 2026-01-11", "to=previous_year, 2025-01-13, 2025-02-11",
			"start_date=2026-01-01&end_date=2026-01-31&to=previous_month, 2025-12-01, 2025-12-31",
			"start_date=2025-10-01&end_date=2025-10-31&to=previous_month&timezone=Europe/Paris, 2025-09-01, 2025-09-30",
			"to_start_date=2026-01-12&to_end_date=2026-01-12, 2026-01-12, 2026-01-12",
			"to_start_date=2000-01-01&to_end_date=2000-03-30, 2000-01-01, 2000-03-30" })
	void earlierDaysAreTheRequestedOnes(String query, String first, String last) {
		JsonNode daily = json(this.api.user("nobody/compare?" + query)).get("daily");
		List<String> dates = daily.valueStream()
			.map((day) -> day.at("/previous/date").asString(""))
			.filter((date) -> !date.isEmpty())
			.toList();
		assertThat(dates).isSorted().startsWith(first).endsWith(last);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"to=last_week | to | must be one of previous_period, previous_month, previous_year",
			"to=PREVIOUS_YEAR | to | must be one of previous_period, previous_month, previous_year",
			"to= | to | must not be empty: must be one of previous_period, previous_month, previous_year",
			"to=previous_year&to=previous_year | to | must be given once, not 2 times",
			"days=45&to=previous_month | to | would overlap the days asked for: ask for at most 28 days, for one calendar month, or for to=previous_period",
			"start_date=2025-12-01&end_date=2026-01-31&to=previous_month | to | would overlap the days asked for: ask for at most 28 days, for one calendar month, or for to=previous_period",
			"start_date=2025-03-15&end_date=2025-04-15&to=previous_month | to | would overlap the days asked for: ask for at most 28 days, for one calendar month, or for to=previous_period",
			"to=previous_year&to_start_date=2025-01-01&to_end_date=2025-01-02 | to | can't be used together with to_start_date and to_end_date",
			"to=previous_year&to_start_date=2025-01-01 | to | can't be used together with to_start_date and to_end_date",
			"to_start_date=2025-01-01 | to_end_date | is needed together with to_start_date",
			"to_end_date=2025-01-01 | to_start_date | is needed together with to_end_date",
			"to_start_date=2025-01-02&to_end_date=2025-01-01 | to_end_date | must not be before to_start_date",
			"to_start_date=1999-12-31&to_end_date=2000-01-01 | to_start_date | must not be before 2000-01-01",
			"to_start_date=2025-01-01&to_end_date=2025-04-01 | to_end_date | must not be more than 90 days, both dates included, after to_start_date",
			"to_start_date=2026-01-01&to_end_date=2026-01-13 | to_end_date | must be before the days asked for, which begin with 2026-01-13",
			"to_start_date=2026-02-20&to_end_date=2026-02-21 | to_end_date | must be before the days asked for, which begin with 2026-01-13",
			"days=1&timezone=Pacific/Kiritimati&to_start_date=2026-02-11&to_end_date=2026-02-11 | to_end_date | must be before the days asked for, which begin with 2026-02-11",
			"to_start_date=2025-02-29&to_end_date=2025-03-01 | to_start_date | must be a date like 2026-02-11",
			"to_start_date=2025-01-01&to_end_date=soon | to_end_date | must be a date like 2026-02-11",
			"to_start_date=2025-01-01&to_start_date=2025-01-01&to_end_date=2025-01-02 | to_start_date | must be given once, not 2 times",
			"days=0 | days | must be a whole number from 1 to 90",
			"days=91 | days | must be a whole number from 1 to 90",
			"days=999999999&to=previous_month | days | must be a whole number from 1 to 90",
			"days=5&start_date=2026-02-01&end_date=2026-02-02 | days | can't be used together with start_date and end_date",
			"start_date=2026-02-01 | end_date | is needed together with start_date",
			"end_date=2026-02-01&to=previous_month | start_date | is needed together with end_date",
			"start_date=2026-02-02&end_date=2026-02-01&to=previous_month | end_date | must not be before start_date",
			"start_date=1999-12-31&end_date=2000-01-01 | start_date | must not be before 2000-01-01",
			"start_date=2026-02-12&end_date=2026-02-12 | end_date | must not be in the future",
			"start_date=2025-10-01&end_date=2026-01-01&to=previous_month | end_date | must not be more than 90 days, both dates included, after start_date",
			"timezone=Mars/Olympus | timezone | must be the name of an IANA time zone like Europe/Berlin",
			"project_id= | project_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"agent_id=%00 | agent_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"environment= | environment | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"fill=zero | fill | is not a parameter here. Allowed are days, start_date, end_date, timezone, to, to_start_date, to_end_date, project_id, agent_id, environment, format, section, bom",
			"group_by=model | group_by | is not a parameter here. Allowed are days, start_date, end_date, timezone, to, to_start_date, to_end_date, project_id, agent_id, environment, format, section, bom" })
	void undocumentedValuesAreA400ThatSaysSo(String query, String parameter, String message) {
		HttpResponse<String> answer = this.api.user("nobody/compare?" + query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(json(answer).get("errors")).hasSize(1)
			.first()
			.hasToString("{\"parameter\":\"%s\",\"message\":\"%s\"}".formatted(parameter, message));
	}

	@Test
	void allErrorsAreReportedAtOnce() {
		JsonNode answer = json(
				this.api.user("nobody/compare?days=91&to_start_date=2025-01-02&to_end_date=2025-01-01&agent_id="));
		assertThat(answer.get("errors").valueStream().map((error) -> error.get("parameter").asString()))
			.containsExactlyInAnyOrder("days", "to_end_date", "agent_id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?days=3&to=previous_year&timezone=Europe/Paris", "?to=nothing",
			"?days=45&to=previous_month" })
	void ownComparisonIsThatOfTheTokensUser(String query) {
		AnalyticsApi own = this.api.as(AnalyticsApi.USER_TOKEN);
		HttpResponse<String> mine = own.get("/api/v1/analytics/me/compare" + query);
		HttpResponse<String> users = own.user("user_123/compare" + query);
		assertThat(mine.statusCode()).isEqualTo(users.statusCode());
		assertThat(comparable(mine)).isEqualTo(comparable(users));
	}

	@Test
	void comparisonOfOtherUsersIsForbidden() {
		assertThat(this.api.as(AnalyticsApi.USER_TOKEN).user("user_456/compare").statusCode()).isEqualTo(403);
		assertThat(this.api.get("/api/v1/analytics/me/compare").statusCode()).isEqualTo(400);
		assertThat(this.api.as("unknown").user("user_123/compare").statusCode()).isEqualTo(401);
	}

	@Test
	void anAnswerThatTheClientHasIsA304() {
		HttpResponse<String> answer = this.api.user("nobody/compare");
		String tag = answer.headers().firstValue("ETag").orElseThrow();
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
		HttpResponse<String> again = this.api.user("nobody/compare", "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	private void run(String user, String time, String run, double cost, String outcome) {
		store(user, time, 1, "agent_run_usage", Map.of("run_id", run, "actual_cost", cost, "outcome", outcome));
	}

	private void agent(String user, String time, int milliseconds) {
		store(user, time, milliseconds, "agent run", Map.of());
	}

	private void call(String user, String time, String model, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.putAll(
				Map.of("gen_ai.request.model", model, "gen_ai.usage.input_tokens", 100, "gen_ai.usage.output_tokens",
						10, "gen_ai.usage.details.cache_read_tokens", 60, "gen_ai.usage.details.reasoning_tokens", 4));
		store(user, time, 1, "chat", attributes);
	}

	private void store(String user, String time, int milliseconds, String name, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.put("user_id", user);
		attributes.put("project_id", "p1");
		String id = "%016x".formatted(++this.spans);
		this.logfire.store(List.of(SpanRecord.builder("%016x".formatted(user.hashCode()) + id, id, name)
			.time(Instant.parse(time), Duration.ofMillis(milliseconds))
			.attributes(attributes)
			.build()));
	}

	private static String comparable(HttpResponse<String> answer) {
		return answer.body().replaceAll("\"(instance|request_id)\":\"[^\"]*\"", "");
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
