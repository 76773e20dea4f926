package ai.potpie.analyticsapi.analytics.runs;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ApiTest
class ListApiTests {

	private static final Instant MORNING = Instant.parse("2026-02-10T08:00:00Z");

	private static final String META = """
			"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA","llm_call_rule":"innermost_usage",\
			"prices":"genai-prices 2026-08-21 (47df840a5ab1)"}"""
		.replace("TZDATA", LocalDays.tzdata());

	@Autowired
	private LocalLogfire logfire;

	@Autowired
	private LogfirePages pages;

	@Autowired
	private MeterRegistry meters;

	private AnalyticsApi api;

	private String user = "";

	@BeforeEach
	void askOnceTheProjectIsKnown(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
		await().atMost(Duration.ofSeconds(30)).until(() -> this.pages.traces() != null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs", "conversations" })
	void aUserWithoutRunsOrConversationsHasEmptyLists(String list) {
		HttpResponse<String> answer = this.api.user("nobody/" + list + "?days=2");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Link")).isEmpty();
		assertThat(answer.body()).isEqualTo("""
				{"user_id":"nobody","period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
				"%s":[],"next_cursor":null,%s}""".formatted(list, META));
	}

	@Test
	void aRunHasItsKeysInOrderAndTheValuesOfItsSpans() {
		Map<String, Object> run = Map.of("run_id", "r", "conversation_id", "c", "agent_id", "qna");
		of("listed");
		store(usage(1, run, 0.1234567, "failed"), call(2, run, 1_000_000),
				span(3, "agent run", run).exception("ValueError", "no é", null), usage(4, run, 0.2, " OK "),
				span(5, "running tool", Map.of("run_id", "r", "project_id", "p")).environment("staging"));
		assertThat(this.api.user("listed/runs?days=2").body()).isEqualTo("""
				{"user_id":"listed","period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
				"runs":[{"run_id":"r","trace_id":"%1$s","conversation_id":"c","agent_id":"qna","project_id":"p",\
				"environment":"staging","outcome":"success","cost":0.323457,"llm_calls":1,"input_tokens":1000000,\
				"output_tokens":0,"cached_input_tokens":0,"reasoning_tokens":0,"llm_cost":2.5,\
				"cost_coverage":{"recorded_calls":0,"estimated_calls":1,"unpriced_calls":0,"unpriced_models":[]},\
				"tries":2,"duration_ms":1234.567,"first_activity":"2026-02-10T08:00:01.000000Z",\
				"last_activity":"2026-02-10T08:00:06.234567Z","exception_type":"ValueError","exception_message":"no é",\
				"trace_url":"%2$s/local/local-logfire?q=trace_id%%3D%%27%1$s%%27&since=2026-02-10T08%%3A00%%3A01Z\
				&until=2026-02-10T08%%3A00%%3A06.234567Z"}],"next_cursor":null,%3$s}""".formatted(trace("listed"),
				this.logfire.baseUrl(), META));
	}

	@Test
	void aConversationHasItsKeysInOrderAndTheValuesOfItsSpans() {
		Map<String, Object> said = Map.of("conversation_id", "c", "agent_id", "qna");
		of("talked");
		store(usage(1, with(said, "run_id", "r1"), 0.1, "failed"), call(2, with(said, "run_id", "r1"), 1000),
				span(3, "agent run", with(said, "run_id", "r1")).exception("ValueError", null, null),
				usage(4, with(said, "run_id", "r2"), 0.2, "timeout"),
				span(5, "running tool", Map.of("gen_ai.conversation.id", "c", "agent_id", "debug", "project_id", "p")));
		assertThat(this.api.user("talked/conversations?days=2").body()).isEqualTo("""
				{"user_id":"talked","period":{"start":"2026-02-10T00:00:00Z","end":"2026-02-12T00:00:00Z","days":2},\
				"conversations":[{"conversation_id":"c","runs":2,"messages":3,"outcome":"timeout","cost":0.3,\
				"llm_calls":1,"input_tokens":1000,"output_tokens":0,"cached_input_tokens":0,"reasoning_tokens":0,\
				"llm_cost":0.0025,\
				"cost_coverage":{"recorded_calls":0,"estimated_calls":1,"unpriced_calls":0,"unpriced_models":[]},\
				"duration_ms":1234.567,"agent_ids":["debug","qna"],"project_ids":["p"],\
				"first_activity":"2026-02-10T08:00:01.000000Z","last_activity":"2026-02-10T08:00:06.234567Z",\
				"exception_type":"ValueError","exception_message":null,"trace_id":"%1$s",\
				"trace_url":"%2$s/local/local-logfire?q=trace_id%%3D%%27%1$s%%27&since=2026-02-10T08%%3A00%%3A01Z\
				&until=2026-02-10T08%%3A00%%3A06.234567Z"}],"next_cursor":null,%3$s}""".formatted(trace("talked"),
				this.logfire.baseUrl(), META));
	}

	@ParameterizedTest
	@CsvSource({ "newest, r6 r5 r4 r3 r2 r1", "cost, r3 r6 r5 r4 r2 r1", "duration, r2 r5 r6 r4 r3 r1" })
	void pagesHaveAllRunsInOrderAndLinkToTheNext(String sort, String runs) {
		String user = "paged-" + sort;
		of(user);
		List<Double> costs = Arrays.asList(0.1, 0.1, 0.3, 0.1, 0.1, 0.1);
		for (int i = 1; i <= 6; i++) {
			store(usage(i, Map.of("run_id", "r" + i), costs.get(i - 1), "ok"));
		}
		store(span(10, "agent run", Map.of("run_id", "r2")).time(MORNING, Duration.ofMillis(10)),
				span(11, "agent run", Map.of("run_id", "r5")).time(MORNING, Duration.ofMillis(9)));
		for (int limit : new int[] { 1, 2, 5, 6, 7 }) {
			assertThat(allRuns(user + "/runs?days=2&sort=" + sort + "&limit=" + limit)).as("limit %d", limit)
				.isEqualTo(List.of(runs.split(" ")));
		}
	}

	@Test
	void theLinkIsRelativeAndKeepsTheOtherParameters() {
		of("linked");
		for (int i = 1; i <= 3; i++) {
			store(usage(i, Map.of("conversation_id", "c" + i), 0.1, "ok"));
		}
		for (String list : List.of("runs", "conversations")) {
			HttpResponse<String> page = this.api
				.user("linked/" + list + "?limit=1&days=3&timezone=Europe/Paris&sort=cost");
			String next = next(page).orElseThrow();
			assertThat(next).isEqualTo(
					"/api/v1/analytics/user/linked/" + list + "?limit=1&days=3&timezone=Europe/Paris&sort=cost&cursor="
							+ json(page).get("next_cursor").asString());
			assertThat(json(this.api.get(next)).at("/" + list + "/0/conversation_id").asString()).isEqualTo("c2");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs", "conversations", "raw" })
	void theLongestFiltersFitIntoTheLink(String list) {
		of("long-" + list);
		store(usage(1, Map.of("conversation_id", "c1", "project_id", "p"), 0.1, "ok"),
				usage(2, Map.of("conversation_id", "c2", "project_id", "p"), 0.1, "ok"));
		String filters = ("&project_id=" + "A".repeat(1000)).repeat(19);
		HttpResponse<String> page = this.api.user(this.user + "/" + list + "?limit=1&project_id=p" + filters);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(this.api.get(next(page).orElseThrow()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "'', 3", "outcome=success, 1", "outcome=error&outcome=unknown, 2", "outcome=failed, 0",
			"conversation_id=c1, 1", "conversation_id=c1&conversation_id=c3, 2", "conversation_id=c1&outcome=error, 0",
			"project_id=p2, 1", "agent_id=a, 2", "environment=staging, 1",
			"start_date=2026-02-10&end_date=2026-02-10, 3", "start_date=2026-02-09&end_date=2026-02-09, 0" })
	void filtersNarrowTheRuns(String query, int runs) {
		String user = "filtered" + query.hashCode();
		of(user);
		store(usage(1, Map.of("conversation_id", "c1", "project_id", "p1"), 0.1, "ok").environment("staging"),
				usage(2, Map.of("conversation_id", "c2", "project_id", "p2", "agent_id", "a"), 0.1, "failure"),
				usage(3, Map.of("conversation_id", "c3", "project_id", "p3", "agent_id", "a"), 0.1, ""));
		assertThat(json(this.api.user(user + "/runs?" + query)).get("runs")).hasSize(runs);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "days=0 | days | must be a whole number from 1 to 90",
			"days=91 | days | must be a whole number from 1 to 90",
			"days= | days | must not be empty: must be a whole number from 1 to 90",
			"start_date=2026-02-01 | end_date | is needed together with start_date",
			"end_date=2026-02-01 | start_date | is needed together with end_date",
			"days=2&start_date=2026-02-01&end_date=2026-02-02 | days | can't be used together with start_date and end_date",
			"start_date=2025-11-01&end_date=2026-02-01 | end_date | must not be more than 90 days, both dates included, after start_date",
			"start_date=2026-02-11&end_date=2026-02-12 | end_date | must not be in the future",
			"timezone=Mars/Olympus | timezone | must be the name of an IANA time zone like Europe/Berlin",
			"sort=oldest | sort | must be one of newest, cost, duration",
			"sort=NEWEST | sort | must be one of newest, cost, duration",
			"sort= | sort | must not be empty: must be one of newest, cost, duration",
			"sort=cost&sort=cost | sort | must be given once, not 2 times",
			"limit=0 | limit | must be a whole number from 1 to 100000",
			"limit=1001 | limit | must be a whole number from 1 to 1000 for json",
			"limit=all | limit | must be a whole number from 1 to 100000",
			"project_id= | project_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"agent_id=%00 | agent_id | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"environment= | environment | must be text of 1 to 1000 characters, without NUL, and at most 20 times",
			"cursor=abc | cursor | is not a valid cursor",
			"cursor= | cursor | must not be empty: is not a valid cursor",
			"cursor=MjAyNi0wMi0xMVQwOToxMzowMlogMWEgMiAx | cursor | is not a valid cursor",
			"sort=cost&cursor=bmV3ZXN0IC0gMTc3MDgwMTE4MjUxMzAwMSAxYSAyYg | cursor | is from a page with another sort",
			"cursor=Y29zdCAxIDE3NzA4MDExODI1MTMwMDEgMWEgMmI | cursor | is from a page with another sort" })
	void undocumentedValuesAreA400ThatSaysSo(String query, String parameter, String message) {
		for (String list : List.of("runs", "conversations")) {
			refused("nobody/" + list + "?" + query, parameter, message);
		}
	}

	@Test
	void parametersOfOtherEndpointsAreA400() {
		String common = "is not a parameter here. Allowed are days, start_date, end_date, timezone, sort, limit, project_id, agent_id, environment, ";
		refused("nobody/runs?fill=zero", "fill", common + "outcome, conversation_id, cursor, format, bom");
		refused("nobody/runs?outcome=", "outcome",
				"must be text of 1 to 1000 characters, without NUL, and at most 20 times");
		refused("nobody/runs?conversation_id=", "conversation_id",
				"must be text of 1 to 1000 characters, without NUL, and at most 20 times");
		refused("nobody/conversations?outcome=success", "outcome", common + "cursor, format, bom");
		refused("nobody/conversations?conversation_id=c", "conversation_id", common + "cursor, format, bom");
	}

	private void refused(String path, String parameter, String message) {
		HttpResponse<String> answer = this.api.user(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(json(answer).get("errors")).as(path)
			.hasSize(1)
			.first()
			.hasToString("{\"parameter\":\"%s\",\"message\":\"%s\"}".formatted(parameter, message));
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs", "conversations", "runs?sort=cost&limit=1", "conversations?sort=oldest",
			"runs?fill=zero" })
	void ownListsAreThoseOfTheTokensUser(String path) {
		of("user_123");
		store(usage(1, Map.of("conversation_id", "c1"), 0.1, "ok"),
				usage(2, Map.of("conversation_id", "c2"), 0.1, "ok"));
		AnalyticsApi own = this.api.as(AnalyticsApi.USER_TOKEN);
		HttpResponse<String> mine = own.get("/api/v1/analytics/me/" + path);
		HttpResponse<String> users = own.user("user_123/" + path);
		assertThat(mine.statusCode()).isEqualTo(users.statusCode());
		assertThat(comparable(mine)).isEqualTo(comparable(users));
		assertThat(next(mine).map((link) -> link.replace("/me/", "/user/user_123/"))).isEqualTo(next(users));
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs", "conversations" })
	void listsOfOtherUsersAreForbidden(String list) {
		assertThat(this.api.as(AnalyticsApi.USER_TOKEN).user("user_456/" + list).statusCode()).isEqualTo(403);
		assertThat(this.api.get("/api/v1/analytics/me/" + list).statusCode()).isEqualTo(400);
		assertThat(this.api.as("unknown").user("user_123/" + list).statusCode()).isEqualTo(401);
		assertThat(this.api.as("unknown").get("/api/v1/analytics/me/" + list).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs", "conversations" })
	void anAnswerThatTheClientHasIsA304(String list) {
		HttpResponse<String> answer = this.api.user("nobody/" + list);
		String tag = answer.headers().firstValue("ETag").orElseThrow();
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
		HttpResponse<String> again = this.api.user("nobody/" + list, "If-None-Match", tag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void eachPageIsOneQuery() {
		of("counted");
		for (int i = 1; i <= 3; i++) {
			store(usage(i, Map.of("conversation_id", "c" + i), 0.1, "ok"));
		}
		for (String list : List.of("runs", "conversations")) {
			long before = calls();
			HttpResponse<String> page = this.api.user("counted/" + list + "?limit=1");
			assertThat(calls() - before).isOne();
			this.api.get(next(page).orElseThrow());
			assertThat(calls() - before).isEqualTo(2);
		}
	}

	@Test
	void aThousandRunsFitOnAPage() {
		of("talkative");
		List<SpanRecordBuilder> spans = new ArrayList<>();
		for (int i = 1; i <= 1001; i++) {
			spans.add(usage(i, Map.of("conversation_id", "c" + i), 0.1, "ok").time(MORNING.plusSeconds(i),
					Duration.ZERO));
		}
		store(spans.toArray(SpanRecordBuilder[]::new));
		for (String list : List.of("runs", "conversations")) {
			HttpResponse<String> page = this.api.user("talkative/" + list + "?limit=1000");
			assertThat(json(page).get(list)).hasSize(1000);
			assertThat(json(this.api.get(next(page).orElseThrow())).get(list)).hasSize(1);
		}
	}

	private List<String> allRuns(String path) {
		List<String> runs = new ArrayList<>();
		HttpResponse<String> page = this.api.user(path);
		while (true) {
			json(page).get("runs").forEach((run) -> runs.add(run.get("run_id").asString()));
			Optional<String> next = next(page);
			assertThat(json(page).get("next_cursor").isNull()).isEqualTo(next.isEmpty());
			if (next.isEmpty()) {
				return runs;
			}
			page = this.api.get(next.get());
		}
	}

	private long calls() {
		return this.meters.find("logfire.calls").timers().stream().mapToLong((timer) -> timer.count()).sum();
	}

	/** Whose spans are made from here on. */
	private void of(String user) {
		this.user = user;
	}

	private void store(SpanRecordBuilder... spans) {
		this.logfire.store(Arrays.stream(spans).map(SpanRecordBuilder::build).toList());
	}

	private static String trace(String user) {
		return "%032x".formatted(user.hashCode());
	}

	private SpanRecordBuilder usage(int second, Map<String, Object> attributes, double cost, String outcome) {
		return span(second, "agent_run_usage", with(with(attributes, "actual_cost", cost), "outcome", outcome));
	}

	private SpanRecordBuilder call(int second, Map<String, Object> attributes, int tokens) {
		return span(second, "chat",
				with(with(with(attributes, "gen_ai.request.model", "gpt-4o"), "gen_ai.provider.name", "openai"),
						"gen_ai.usage.input_tokens", tokens));
	}

	private SpanRecordBuilder span(int second, String name, Map<String, Object> attributes) {
		return SpanRecord.builder(trace(this.user), "%016x".formatted(second), name)
			.time(MORNING.plusSeconds(second), Duration.ofNanos(1_234_567_000))
			.attributes(with(attributes, "user_id", this.user));
	}

	private static Map<String, Object> with(Map<String, Object> attributes, String key, @Nullable Object value) {
		Map<String, Object> more = new HashMap<>(attributes);
		more.put(key, value);
		return more;
	}

	private static Optional<String> next(HttpResponse<String> page) {
		return page.headers().firstValue("Link").map((link) -> link.replaceFirst("^<(/[^>]+)>; rel=\"next\"$", "$1"));
	}

	private static String comparable(HttpResponse<String> answer) {
		return answer.body().replaceAll("\"(instance|request_id)\":\"[^\"]*\"", "");
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
