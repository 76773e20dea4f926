package ai.potpie.analyticsapi.analytics.usage;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class UsageApiTests extends ApiTestBase {

	private static final Instant MORNING = Instant.parse("2026-02-10T08:00:00Z");

	private static final String NOTHING = """
			"llm_calls":0,"input_tokens":0,"output_tokens":0,"cached_input_tokens":0,"reasoning_tokens":0,"cost":0,\
			"cost_coverage":{"recorded_calls":0,"estimated_calls":0,"unpriced_calls":0,"unpriced_models":[]},"error_count":0,\
			"duration_ms":{"p50":null,"p90":null,"p95":null,"p99":null}""";

	@Test
	void aUserWithoutCallsHasZerosAndAllBuckets() {
		HttpResponse<String> answer = this.api.user("nobody/usage?days=2");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(
				"""
						{"user_id":"nobody",\
						"period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
						"totals":{%s},\
						"buckets":[\
						{"start":"2026-02-10T00:00:00Z","end":"2026-02-11T00:00:00Z","complete":false,"groups":[]},\
						{"start":"2026-02-11T00:00:00Z","end":"2026-02-12T00:00:00Z","complete":false,"groups":[]}],\
						"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA","llm_call_rule":"innermost_usage",\
						"prices":"genai-prices 2026-08-21 (47df840a5ab1)"}}"""
					.replace("TZDATA", LocalDays.tzdata())
					.formatted(NOTHING));
	}

	@Test
	void theAnswerHasItsKeysInOrderAndItsNumbersRounded() {
		store(call("ordered", 1, null, "gpt-4o", 0.1234567), call("ordered", 2, 1, "gpt-4o", 0.1234567),
				call("ordered", 3, null, "llama", null).exception("ValueError", null, null));
		String numbers = """
				"llm_calls":%s,"input_tokens":%s,"output_tokens":%s,"cached_input_tokens":0,"reasoning_tokens":0,\
				"cost":%s,"cost_coverage":{"recorded_calls":%s,"estimated_calls":0,"unpriced_calls":%s,"unpriced_models":[%s]},\
				"error_count":%s,"duration_ms":{"p50":1234.567,"p90":1234.567,"p95":1234.567,"p99":1234.567}""";
		assertThat(this.api.user("ordered/usage?days=2&granularity=total&group_by=project_id&group_by=model").body())
			.isEqualTo(
					"""
							{"user_id":"ordered",\
							"period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
							"totals":{%s},\
							"buckets":[{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","complete":false,"groups":[\
							{"project_id":"unknown","model":"gpt-4o",%s},{"project_id":"unknown","model":"llama",%s}]}],\
							"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA","llm_call_rule":"innermost_usage",\
							"prices":"genai-prices 2026-08-21 (47df840a5ab1)"}}"""
						.replace("TZDATA", LocalDays.tzdata())
						.formatted(numbers.formatted(2, 200, 20, 0.123457, 1, 1, "\"llama\"", 1),
								numbers.formatted(1, 100, 10, 0.123457, 1, 0, "", 0),
								numbers.formatted(1, 100, 10, 0, 0, 1, "\"llama\"", 1)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"granularity=minute | granularity | must be one of hour, day, week, month, total",
			"granularity=DAY | granularity | must be one of hour, day, week, month, total",
			"granularity= | granularity | must not be empty: must be one of hour, day, week, month, total",
			"granularity=day&granularity=day | granularity | must be given once, not 2 times",
			"granularity=hour&days=8 | granularity | hour is for at most 7 days",
			"granularity=hour&start_date=2026-02-01&end_date=2026-02-08 | granularity | hour is for at most 7 days",
			"group_by=user_id | group_by | must be one of model, provider, agent_id, project_id, conversation_id, environment, operation",
			"group_by= | group_by | must be one of model, provider, agent_id, project_id, conversation_id, environment, operation",
			"group_by=model,provider | group_by | must be one of model, provider, agent_id, project_id, conversation_id, environment, operation",
			"group_by=model&group_by=MODEL | group_by | must be one of model, provider, agent_id, project_id, conversation_id, environment, operation",
			"group_by=model&group_by=model | group_by | must be two different ones",
			"group_by=model&group_by=provider&group_by=operation | group_by | may be given at most twice",
			"top=0 | top | must be a whole number from 1 to 50", "top=51 | top | must be a whole number from 1 to 50",
			"top=ten | top | must be a whole number from 1 to 50",
			"days=0 | days | must be a whole number from 1 to 90",
			"days=91 | days | must be a whole number from 1 to 90",
			"start_date=2026-02-01 | end_date | is needed together with start_date",
			"timezone=Mars/Olympus | timezone | must be the name of an IANA time zone like Europe/Berlin",
			"model= | model | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"project_id=%00 | project_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"fill=zero | fill | is not a parameter here. Allowed are days, start_date, end_date, timezone, granularity, group_by, top, project_id, agent_id, environment, model, format, section, bom",
			"limit=5 | limit | is not a parameter here. Allowed are days, start_date, end_date, timezone, granularity, group_by, top, project_id, agent_id, environment, model, format, section, bom" })
	void undocumentedValuesAreA400ThatSaysSo(String query, String parameter, String message) {
		HttpResponse<String> answer = this.api.user("nobody/usage?" + query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(json(answer).get("errors")).hasSize(1)
			.first()
			.hasToString("{\"parameter\":\"%s\",\"message\":\"%s\"}".formatted(parameter, message));
	}

	@ParameterizedTest
	@CsvSource({ "granularity=hour, 168", "granularity=hour&days=7, 168", "granularity=day, 30", "'', 30",
			"granularity=week, 5", "granularity=month, 2", "granularity=total&days=90, 1" })
	void bucketsFillThePeriod(String query, int count) {
		JsonNode answer = json(this.api.user("nobody/usage?" + query));
		JsonNode buckets = answer.get("buckets");
		assertThat(buckets).hasSize(count);
		assertThat(buckets.get(0).get("start")).isEqualTo(answer.at("/period/start"));
		assertThat(buckets.get(buckets.size() - 1).get("end")).isEqualTo(answer.at("/period/end"));
		for (int i = 1; i < buckets.size(); i++) {
			assertThat(buckets.get(i).get("start")).isEqualTo(buckets.get(i - 1).get("end"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?granularity=week&group_by=model", "?group_by=nothing", "?granularity=hour&days=8" })
	void ownUsageIsThatOfTheTokensUser(String query) {
		AnalyticsApi own = this.api.as(AnalyticsApi.USER_TOKEN);
		HttpResponse<String> mine = own.get("/api/v1/analytics/me/usage" + query);
		HttpResponse<String> users = own.user("user_123/usage" + query);
		assertThat(mine.statusCode()).isEqualTo(users.statusCode());
		assertThat(comparable(mine)).isEqualTo(comparable(users));
	}

	@Test
	void usageOfOtherUsersIsForbidden() {
		assertThat(this.api.as(AnalyticsApi.USER_TOKEN).user("user_456/usage").statusCode()).isEqualTo(403);
		assertThat(this.api.get("/api/v1/analytics/me/usage").statusCode()).isEqualTo(400);
		assertThat(this.api.as("unknown").user("user_123/usage").statusCode()).isEqualTo(401);
	}

	@Test
	void anAnswerThatTheClientHasIsA304() {
		HttpResponse<String> answer = this.api.user("nobody/usage");
		String tag = answer.headers().firstValue("ETag").orElseThrow();
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
		HttpResponse<String> again = this.api.user("nobody/usage", "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void theLargestPossibleAnswerIsComplete() {
		List<SpanRecordBuilder> calls = new ArrayList<>();
		Instant first = Instant.parse("2026-02-05T00:30:00Z");
		for (int i = 0; i < 168 * 52; i++) {
			calls.add(call("wide", i + 1, null, "model-" + i % 52, 1.0).time(first.plusSeconds(3600L * (i / 52)),
					Duration.ofMillis(1)));
		}
		store(calls.toArray(SpanRecordBuilder[]::new));
		JsonNode answer = json(
				this.api.user("wide/usage?granularity=hour&top=50&group_by=model&group_by=conversation_id"));
		assertThat(answer.at("/totals/llm_calls").asInt()).isEqualTo(168 * 52);
		assertThat(answer.get("buckets")).hasSize(168).allSatisfy((bucket) -> {
			assertThat(bucket.get("groups")).hasSize(51);
			assertThat(bucket.at("/groups/0/model").asString()).isEqualTo("other");
			assertThat(bucket.at("/groups/0/llm_calls").asInt()).isEqualTo(2);
		});
	}

	private void store(SpanRecordBuilder... calls) {
		this.logfire.store(List.of(calls).stream().map(SpanRecordBuilder::build).toList());
	}

	private static SpanRecordBuilder call(String user, int id, @Nullable Integer parent, String model,
			@Nullable Double cost) {
		Map<String, Object> attributes = new LinkedHashMap<>(Map.of("user_id", user, "gen_ai.request.model", model,
				"gen_ai.usage.input_tokens", 100, "gen_ai.usage.output_tokens", 10));
		if (cost != null) {
			attributes.put("operation.cost", cost);
		}
		return SpanRecord.builder("%032x".formatted(user.hashCode()), "%016x".formatted(id), "chat " + model)
			.parent((parent != null) ? "%016x".formatted(parent) : null)
			.time(MORNING, Duration.ofNanos(1_234_567_000))
			.attributes(attributes);
	}

	private static String comparable(HttpResponse<String> answer) {
		return answer.body().replaceAll("\"(instance|request_id)\":\"[^\"]*\"", "");
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
