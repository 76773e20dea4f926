package ai.potpie.analyticsapi.analytics.users;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each test has a project of its own, since others' users are in the same Logfire.
 */
class UsersApiTests extends ApiTestBase {

	private static final String USERS = "/api/v1/analytics/users";

	private static final Instant MORNING = Instant.parse("2026-02-10T08:00:00Z");

	private static final String ALLOWED = "is not a parameter here. Allowed are days, start_date, end_date, timezone, sort,"
			+ " top, project_id, agent_id, environment, format, section, bom";

	@Test
	void aPeriodWithoutUsersHasZerosAndAnEmptyList() {
		String nothing = """
				{"user_count":0,"total_cost":0,"total_agent_runs":0,"error_count":0,"success_rate":0,"avg_duration_ms":0,\
				"conversation_count":0,"llm_calls":0,"input_tokens":0,"output_tokens":0,"cached_input_tokens":0,\
				"reasoning_tokens":0,"llm_cost":0,\
				"cost_coverage":{"recorded_calls":0,"estimated_calls":0,"unpriced_calls":0,"unpriced_models":[]}}""";
		HttpResponse<String> answer = users("start_date=2001-01-01&end_date=2001-01-02");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(
				"""
						{"period":{"start":"2001-01-01T00:00:00Z","end":"2001-01-03T00:00:00Z","days":2},\
						"totals":%1$s,"users":[],"other":%1$s,\
						"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA","llm_call_rule":"innermost_usage",\
						"prices":"genai-prices 2026-08-21 (47df840a5ab1)"}}"""
					.replace("TZDATA", LocalDays.tzdata())
					.formatted(nothing));
	}

	@Test
	void theAnswerHasItsKeysInOrderAndItsNumbersRounded() {
		run("ordered", "ann", "r1", 0.1234567, "ok");
		run("ordered", "ann", "r2", 0.1234567, "failed");
		call("ordered", "ann", Map.of("operation.cost", 0.25, "gen_ai.usage.input_tokens", 7));
		run("ordered", "Bob 🚀", "r1", 0.0000005, "ok");
		call("ordered", "Bob 🚀", Map.of("gen_ai.request.model", "in-house"));
		assertThat(users("days=2&top=1&timezone=Europe/Paris&project_id=ordered").body()).isEqualTo(
				"""
						{"period":{"start":"2026-02-10T00:00:00+01:00","end":"2026-02-12T00:00:00+01:00","days":2},\
						"totals":{"user_count":2,"total_cost":0.246914,"total_agent_runs":3,"error_count":1,"success_rate":0.6667,\
						"avg_duration_ms":0,"conversation_count":2,"llm_calls":2,"input_tokens":7,"output_tokens":0,\
						"cached_input_tokens":0,"reasoning_tokens":0,"llm_cost":0.25,"cost_coverage":{"recorded_calls":1,\
						"estimated_calls":0,"unpriced_calls":1,"unpriced_models":["in-house"]}},\
						"users":[{"user_id":"ann","total_cost":0.246913,"total_agent_runs":2,"error_count":1,"success_rate":0.5,\
						"avg_duration_ms":0,"conversation_count":1,"llm_calls":1,"input_tokens":7,"output_tokens":0,\
						"cached_input_tokens":0,"reasoning_tokens":0,"llm_cost":0.25,"cost_coverage":{"recorded_calls":1,\
						"estimated_calls":0,"unpriced_calls":0,"unpriced_models":[]},"last_activity":"2026-02-10T08:00:00.001000Z"}],\
						"other":{"user_count":1,"total_cost":0.000001,"total_agent_runs":1,"error_count":0,"success_rate":1,\
						"avg_duration_ms":0,"conversation_count":1,"llm_calls":1,"input_tokens":0,"output_tokens":0,\
						"cached_input_tokens":0,"reasoning_tokens":0,"llm_cost":0,"cost_coverage":{"recorded_calls":0,\
						"estimated_calls":0,"unpriced_calls":1,"unpriced_models":["in-house"]}},\
						"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"Europe/Paris","tzdata":"TZDATA","llm_call_rule":"innermost_usage",\
						"prices":"genai-prices 2026-08-21 (47df840a5ab1)"}}"""
					.replace("TZDATA", LocalDays.tzdata()));
	}

	@ParameterizedTest
	@CsvSource({ "'', b;a;c", "sort=cost, b;a;c", "sort=runs, a;b;c", "sort=errors, c;a;b", "sort=last_activity, c;a;b",
			"sort=runs&top=1, a" })
	void theMostComesFirstAndThenTheSmallerId(String query, String order) {
		String project = "sorted" + query;
		run(project, "a", "r1", 1, "ok");
		run(project, "a", "r2", 1, "ok");
		run(project, "b", "r1", 3, "ok");
		run(project, "c", "r1", 1, "error");
		span(project, "c", "later", MORNING.plusSeconds(1), Map.of());
		JsonNode users = json(users(query + "&project_id=" + project.replace("=", "%3D").replace("&", "%26")))
			.get("users");
		assertThat(String.join(";", users.findValuesAsString("user_id"))).isEqualTo(order);
	}

	@Test
	void aSpanThatEndsBeforeItStartsWasActiveWhenItStarted() {
		span("set-back", "ann", "chat", MORNING, Duration.ofSeconds(-10), Map.of());
		JsonNode user = json(users("project_id=set-back")).at("/users/0");
		assertThat(user.get("last_activity").asString()).isEqualTo("2026-02-10T08:00:00.000000Z");
	}

	@Test
	void whatCallsCostThatDoNotSaySoIsEstimatedForEachUser() {
		for (String user : List.of("a", "b", "c")) {
			call("estimated", user, Map.of("gen_ai.provider.name", "openai", "gen_ai.request.model", "gpt-4o",
					"gen_ai.usage.input_tokens", 1_000_000));
		}
		JsonNode answer = json(users("top=2&project_id=estimated"));
		assertThat(answer.get("users").findValuesAsString("llm_cost")).containsExactly("2.5", "2.5");
		assertThat(answer.at("/other/llm_cost").asString()).isEqualTo("2.5");
		assertThat(answer.at("/totals/llm_cost").asString()).isEqualTo("7.5");
		assertThat(answer.at("/totals/cost_coverage/estimated_calls").asInt()).isEqualTo(3);
	}

	@Test
	void everyoneIsAskedForInOneQuery() {
		users("");
		long before = queries();
		users("days=89&sort=errors");
		assertThat(queries() - before).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "sort=user | sort | must be one of cost, runs, errors, last_activity",
			"sort=COST | sort | must be one of cost, runs, errors, last_activity",
			"sort= | sort | must not be empty: must be one of cost, runs, errors, last_activity",
			"sort=runs&sort=runs | sort | must be given once, not 2 times",
			"top=0 | top | must be a whole number from 1 to 1000",
			"top=1001 | top | must be a whole number from 1 to 1000",
			"top=all | top | must be a whole number from 1 to 1000",
			"top=5&top=6 | top | must be given once, not 2 times",
			"days=0 | days | must be a whole number from 1 to 90",
			"days=91 | days | must be a whole number from 1 to 90",
			"days=1.5 | days | must be a whole number from 1 to 90",
			"days=2&start_date=2026-02-01&end_date=2026-02-02 | days | can't be used together with start_date and end_date",
			"start_date=2026-02-01 | end_date | is needed together with start_date",
			"end_date=2026-02-01 | start_date | is needed together with end_date",
			"start_date=2026-02-02&end_date=2026-02-01 | end_date | must not be before start_date",
			"start_date=2026-02-11&end_date=2026-02-12 | end_date | must not be in the future",
			"start_date=2025-11-01&end_date=2026-01-30 | end_date | must not be more than 90 days, both dates included, after start_date",
			"start_date=1999-12-01&end_date=1999-12-02 | start_date | must not be before 2000-01-01",
			"start_date=today&end_date=2026-01-30 | start_date | must be a date like 2026-02-11",
			"timezone=Mars/Olympus | timezone | must be the name of an IANA time zone like Europe/Berlin",
			"timezone=%2B02:00 | timezone | must be the name of an IANA time zone like Europe/Berlin",
			"project_id= | project_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"agent_id=%00 | agent_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"environment= | environment | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"user_id=a | user_id | " + ALLOWED, "fill=zero | fill | " + ALLOWED, "limit=5 | limit | " + ALLOWED,
			"model=gpt-4o | model | " + ALLOWED })
	void whatIsNotInTheTableIsA400ThatSaysSo(String query, String parameter, String message) {
		HttpResponse<String> answer = users(query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(json(answer).get("errors")).hasSize(1)
			.first()
			.hasToString("{\"parameter\":\"%s\",\"message\":\"%s\"}".formatted(parameter, message));
	}

	@Test
	void aUsersTokenIsForbiddenAsForAnotherUserAndLogfireIsNotAsked() {
		AnalyticsApi own = this.api.as(AnalyticsApi.USER_TOKEN);
		long before = queries();
		for (String path : List.of(USERS, USERS + "?days=x", USERS + "/", USERS + "/user_123")) {
			HttpResponse<String> answer = own.get(path);
			assertThat(answer.statusCode()).isEqualTo(403);
			assertThat(json(answer).get("detail")).isEqualTo(json(own.user("user_456")).get("detail"));
		}
		assertThat(this.api.as("unknown").get(USERS).statusCode()).isEqualTo(401);
		assertThat(queries()).isEqualTo(before);
	}

	@Test
	void anAnswerThatTheClientHasIsNotSentAgain() {
		HttpResponse<String> answer = users("days=3");
		String tag = answer.headers().firstValue("ETag").orElseThrow();
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
		HttpResponse<String> again = this.api.get(USERS + "?days=3", "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void aThousandUsersHaveALineEachAndTheRestOne() {
		Instant first = Instant.parse("2026-02-01T00:00:00Z");
		this.logfire.store(IntStream.range(0, 1234)
			.mapToObj((i) -> SpanRecord.builder("%032x".formatted(9), "%016x".formatted(i + 1), "agent_run_usage")
				.time(first.plusSeconds(i), Duration.ZERO)
				.attributes(Map.of("user_id", "user-" + i, "run_id", "one", "actual_cost", 1, "project_id", "many"))
				.build())
			.toList());
		JsonNode answer = json(users("top=1000&project_id=many"));
		assertThat(answer.get("users")).hasSize(1000);
		assertThat(answer.at("/other/user_count").asInt()).isEqualTo(234);
		assertThat(answer.at("/other/total_agent_runs").asInt()).isEqualTo(234);
		assertThat(answer.at("/totals/total_cost").asInt()).isEqualTo(1234);
	}

	private HttpResponse<String> users(String query) {
		return this.api.get(USERS + "?" + query);
	}

	private long queries() {
		return this.meters.find("logfire.calls").timers().stream().mapToLong((timer) -> timer.count()).sum();
	}

	private void run(String project, String user, String run, double cost, String outcome) {
		span(project, user, "agent_run_usage", MORNING,
				Map.of("run_id", run, "actual_cost", cost, "outcome", outcome, "conversation_id", "c"));
	}

	private void call(String project, String user, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(Map.of("gen_ai.request.model", "gpt-4o"));
		attributes.putAll(more);
		span(project, user, "chat", MORNING, attributes);
	}

	private void span(String project, String user, String name, Instant start, Map<String, Object> more) {
		span(project, user, name, start, Duration.ofMillis(1), more);
	}

	/** All of a project's users share its trace. */
	private void span(String project, String user, String name, Instant start, Duration duration,
			Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.put("user_id", user);
		attributes.put("project_id", project);
		this.logfire.store(List.of(SpanRecord
			.builder("%032x".formatted(project.hashCode()), "%016x".formatted((name + more).hashCode()), name)
			.time(start, duration)
			.attributes(attributes)
			.build()));
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
