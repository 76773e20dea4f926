package ai.potpie.analyticsapi.analytics.raw;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RawSpansApiTests extends ApiTestBase {

	private static final Instant START = Instant.parse("2026-02-11T09:13:02.512317Z");

	private static final Pattern NEXT = Pattern.compile("<(/api/v1/analytics/user/.*)>; rel=\"next\"");

	@Test
	void aSpanHasItsKeysInOrderAndItsAttributesUnchanged() {
		String attributes = """
				{"user_id":"exact","actual_cost":0.0123,"big":12345678901234567890,"exact":1.10,"small":1.2e-05,\
				"nested":{"a":[1,{"b":null}],"ü":"é😀\\"\\\\\\n"},"list":[],"empty":{},"true":true,"a.b":{"c":"d"}}""";
		store(SpanRecord.builder("019b0000000000000000000000000001", "a1b2000000000001", "agent_run_usage")
			.time(START, Duration.ofNanos(684_000))
			.service("potpie", null)
			.environment("production")
			.attributes(attributes)
			.build());
		assertThat(this.api.user("exact/raw").body()).isEqualTo("""
				[{"trace_id":"019b0000000000000000000000000001","span_id":"a1b2000000000001","parent_span_id":null,\
				"kind":"span","span_name":"agent_run_usage","message":"agent_run_usage","level":"info",\
				"start_timestamp":"2026-02-11T09:13:02.512317Z","end_timestamp":"2026-02-11T09:13:02.513001Z",\
				"duration_ms":0.684,"service_name":"potpie","deployment_environment":"production",\
				"otel_scope_name":"logfire","is_exception":false,"exception_type":null,"exception_message":null,\
				"tags":[],"attributes":%s}]""".formatted(attributes));
	}

	@Test
	void aLogHasNoDurationAndAnExceptionHasItsTypeAndMessage() {
		store(SpanRecord.builder(trace(1), id(1), "boom {why}")
			.message("boom it broke")
			.kind("log")
			.level(17)
			.time(START, Duration.ZERO)
			.tags(List.of("a", "b\"c"))
			.exception("ValueError", "no é", "trace")
			.attributes(Map.of("user_id", "logs"))
			.build());
		JsonNode span = json(this.api.user("logs/raw")).get(0);
		assertThat(span.get("duration_ms").isNull()).isTrue();
		assertThat(span.get("kind").asString()).isEqualTo("log");
		assertThat(span.get("level").asString()).isEqualTo("error");
		assertThat(span.get("message").asString()).isEqualTo("boom it broke");
		assertThat(span.get("is_exception").asBoolean()).isTrue();
		assertThat(span.get("exception_type").asString()).isEqualTo("ValueError");
		assertThat(span.get("exception_message").asString()).isEqualTo("no é");
		assertThat(span.get("tags")).hasToString("[\"a\",\"b\\\"c\"]");
	}

	@Test
	void aUserWithoutSpansHasAnEmptyListAndNoLines() {
		HttpResponse<String> list = this.api.user("nobody/raw");
		assertThat(list.body()).isEqualTo("[]");
		assertThat(list.headers().firstValue("Content-Type")).hasValue("application/json");
		HttpResponse<String> lines = this.api.user("nobody/raw", "Accept", "application/x-ndjson");
		assertThat(lines.body()).isEmpty();
		assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
	}

	@Test
	void ndjsonHasTheSameSpansAsTheList() {
		for (int i = 0; i < 5; i++) {
			store(span("lines", i).build());
		}
		String lines = this.api.user("lines/raw", "Accept", "application/x-ndjson").body();
		assertThat(lines).endsWith("}\n");
		assertThat("[" + String.join(",", lines.split("\n")) + "]").isEqualTo(this.api.user("lines/raw").body());
	}

	@Test
	void pagesHaveEverySpanAndCopyOnceNewestFirst() {
		List<String> stored = new ArrayList<>();
		for (int i = 0; i < 57; i++) {
			SpanRecord span = span("pages", i / 9).time(START.minusSeconds(i / 20), Duration.ZERO).build();
			stored.add(span.startTimestamp() + span.spanId());
			store(span);
		}
		for (int limit : List.of(1, 2, 3, 7, 56, 57, 58, 1000)) {
			assertThat(allPages("pages/raw?limit=" + limit)).as("limit %d", limit)
				.containsExactlyInAnyOrderElementsOf(stored)
				.isSortedAccordingTo((a, b) -> b.substring(0, 27).compareTo(a.substring(0, 27)));
		}
	}

	@Test
	void theLinkKeepsTheOtherParametersAndNamesNoHost() {
		for (int i = 0; i < 3; i++) {
			store(span("linked", i).build());
		}
		HttpResponse<String> page = this.api
			.user("linked/raw?limit=1&days=3&timezone=Europe/Paris&span_name=chat%20gpt%2F4");
		String link = page.headers().firstValue("Link").orElseThrow();
		assertThat(link).startsWith("</api/v1/analytics/user/linked/raw?limit=1&days=3")
			.contains("timezone=Europe/Paris", "span_name=chat%20gpt%2F4", "&cursor=")
			.doesNotContain("localhost");
		assertThat(json(this.api.get(next(page))).get(0).get("span_id").asString()).isEqualTo(id(1));
	}

	@ParameterizedTest
	@CsvSource({ "span_name=chat%20gpt%2F4, 3", "span_name=chat, 0", "trace_id=TRACE, 1", "run_id=r1, 1",
			"conversation_id=c0, 2", "min_level=info, 3", "min_level=warn, 2", "min_level=error, 1",
			"min_level=fatal, 0", "min_level=trace, 3", "project_id=p1, 1", "project_id=p1&project_id=p2, 2",
			"project_id=p1&agent_id=a0, 0", "environment=staging, 1", "environment=staging&environment=production, 2",
			"start_date=2026-02-11&end_date=2026-02-11, 3", "start_date=2026-02-10&end_date=2026-02-10, 0" })
	void filtersNarrowThePage(String query, int spans) {
		List<String> environments = new ArrayList<>(List.of("production", "staging"));
		environments.add(null);
		for (int i = 0; i < 3; i++) {
			store(span("filtered" + query.hashCode(), i).level(9 + 4 * i)
				.environment(environments.get(i))
				.attributes(Map.of("user_id", "filtered" + query.hashCode(), "run_id", "r" + i, "conversation_id",
						"c" + i / 2, "project_id", "p" + i, "agent_id", "a" + i))
				.build());
		}
		String path = "filtered" + query.hashCode() + "/raw?" + query.replace("TRACE", trace(1));
		assertThat(json(this.api.user(path))).hasSize(spans);
	}

	@ParameterizedTest
	@ValueSource(strings = { "days=31", "days=0", "limit=0", "limit=1001", "min_level=WARN", "min_level=13",
			"cursor=abc", "cursor=", "cursor=MjAyNg", "span_name=", "trace_id=", "run_id=%00", "fill=zero",
			"start_date=2026-01-01&end_date=2026-01-31", "span_name=a&span_name=b" })
	void undocumentedValuesAreA400(String query) {
		HttpResponse<String> answer = this.api.user("nobody/raw?" + query);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).get("errors")).isNotEmpty();
	}

	@Test
	void headersKeepSpansOutOfCaches() {
		HttpResponse<String> answer = this.api.user("nobody/raw");
		assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(answer.headers().firstValue("Server-Timing")).isPresent();
	}

	@Test
	void anAcceptWithoutAnAvailableFormatIsA406() {
		assertThat(this.api.user("nobody/raw", "Accept", "text/html").statusCode()).isEqualTo(406);
	}

	private List<String> allPages(String path) {
		List<String> spans = new ArrayList<>();
		HttpResponse<String> page = this.api.user(path);
		while (true) {
			assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
			json(page)
				.forEach((span) -> spans.add(span.get("start_timestamp").asString() + span.get("span_id").asString()));
			if (page.headers().firstValue("Link").isEmpty()) {
				return spans;
			}
			page = this.api.get(next(page));
		}
	}

	private static String next(HttpResponse<String> page) {
		Matcher matcher = NEXT.matcher(page.headers().firstValue("Link").orElseThrow());
		assertThat(matcher.matches()).isTrue();
		return matcher.group(1);
	}

	private static SpanRecordBuilder span(String user, int number) {
		return SpanRecord.builder(trace(number), id(number), "chat gpt/4")
			.time(START.minusSeconds(number), Duration.ofMillis(5))
			.attributes(Map.of("user_id", user));
	}

	private void store(SpanRecord span) {
		this.logfire.store(List.of(span));
	}

	private static String trace(int number) {
		return "%032x".formatted(number);
	}

	private static String id(int number) {
		return "%016x".formatted(number);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
