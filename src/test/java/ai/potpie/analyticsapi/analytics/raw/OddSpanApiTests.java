package ai.potpie.analyticsapi.analytics.raw;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.FileCells;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans that readers and writers of JSON refuse: they are shown as far as they can be,
 * and with them the others of their page.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0", "analytics.cache.size=0",
				"logfire.read-token=pylf_v1_us_test", "analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN })
class OddSpanApiTests {

	private static final Instant START = Instant.now().minusSeconds(60);

	/** What a placeholder in a stored span becomes on its way from Logfire. */
	private static final Map<String, String> ODDITIES = Map.of("\"~deep~\"",
			"{\"a\":".repeat(300) + "[".repeat(300) + "1" + "]".repeat(300) + "}".repeat(300), "\"~deeper~\"",
			"[".repeat(9_000) + "]".repeat(9_000), "\"~digits~\"", "9".repeat(1_001), "\"~decimals~\"",
			"-0." + "1".repeat(50_000) + "e-7", "~key~", "k".repeat(60_000), "~half~", "\\ud800", "~other half~",
			"x\\udc00y");

	private static LocalLogfire store;

	private static LogfireSwitch logfire;

	private static volatile boolean odd;

	private AnalyticsApi api;

	@DynamicPropertySource
	static void logfireAddress(DynamicPropertyRegistry properties) {
		properties.add("logfire.base-url", logfire::url);
	}

	@BeforeAll
	static void start() throws IOException {
		store = LocalLogfire.start(LocalLogfireProperties.inMemory("pylf_v1_us_test"));
		logfire = new LogfireSwitch(store.baseUrl(), OddSpanApiTests::changed);
	}

	@AfterAll
	static void stop() {
		logfire.close();
		store.close();
	}

	private static byte[] changed(byte[] answer) {
		String text = new String(answer, StandardCharsets.UTF_8);
		return (odd ? oddly(text) : text).getBytes(StandardCharsets.UTF_8);
	}

	private static String oddly(String text) {
		String changed = text;
		for (Map.Entry<String, String> oddity : ODDITIES.entrySet()) {
			changed = changed.replace(oddity.getKey(), oddity.getValue());
		}
		return changed;
	}

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	static Stream<String> attributes() {
		return Stream
			.of("{\"x\":\"~deep~\"}", "{\"x\":\"~deeper~\"}", "{\"x\":[1,\"~digits~\"]}", "{\"x\":\"~decimals~\"}",
					"{\"~key~\":1}", "{\"x\":\"~half~\"}", "{\"x\":\"é😀~other half~\",\"y\":{\"~half~\":1.10}}")
			.map((attributes) -> "{\"user_id\":\"USER\"," + attributes.substring(1));
	}

	@ParameterizedTest
	@MethodSource("attributes")
	void oddAttributesAreTextAndOtherSpansAreUnchanged(String attributes) {
		String user = "odd" + Integer.toUnsignedString(attributes.hashCode());
		String stored = attributes.replace("USER", user);
		store(0, user, "{\"user_id\":\"%s\",\"before\":1.10}".formatted(user));
		store(1, user, stored);
		store(2, user, "{\"user_id\":\"%s\",\"after\":\"é😀\"}".formatted(user));
		String path = user + "/raw";
		String ordinary = page(false, path);
		String page = page(true, path);
		assertThat(page).isEqualTo(ordinary.replace("\"attributes\":" + stored,
				"\"attributes\":{},\"attributes_text\":" + JsonMapper.shared().writeValueAsString(oddly(stored))));
		JsonNode spans = JsonMapper.shared().readTree(page);
		assertThat(spans.get(1).get("attributes_text").asString()).isEqualTo(oddly(stored));
		String lines = page(true, path, "Accept", "application/x-ndjson");
		assertThat("[" + String.join(",", lines.split("\n")) + "]").isEqualTo(page);
		assertThat(page(true, path + "?format=ndjson")).isEqualTo(lines);
		List<Map<String, String>> csv = FileCells.csv(page(true, path + "?format=csv"));
		assertThat(csv).hasSize(3);
		assertThat(csv.get(1)).containsEntry("attributes", oddly(stored)).doesNotContainKey("attributes_text");
		HttpResponse<byte[]> workbook = this.api.bytes("/api/v1/analytics/user/" + path + "?format=xlsx");
		assertThat(FileCells.rows(FileCells.workbook(workbook.body()).getSheet("spans"))).hasSize(3);
	}

	@Test
	void jsonThatParsersAcceptIsNotText() {
		String deep = "[".repeat(SpanJson.MAX_DEPTH - 1) + "]".repeat(SpanJson.MAX_DEPTH - 1);
		for (String value : List.of(deep, "9".repeat(1_000), "\"\\ud83d\\ude00\"",
				"{\"%s\":1}".formatted("k".repeat(50_000)))) {
			SpanJson json = SpanJson.of("{\"x\":%s}".formatted(value));
			assertThat(json.isReadable()).as(value).isTrue();
			assertThat(JsonMapper.shared().readTree("[{\"attributes\":%s}]".formatted(json.text()))).hasSize(1);
		}
		assertThat(SpanJson.of("{\"x\":[%s]}".formatted(deep)).isReadable()).isFalse();
	}

	@Test
	void aLargeTextIsShownInEachFormat() {
		String user = "large";
		store(0, user, "{\"user_id\":\"large\",\"x\":\"%s\"}".formatted("é\\\"".repeat(500_000)));
		for (String format : List.of("json", "ndjson", "csv", "xlsx")) {
			HttpResponse<byte[]> answer = this.api.bytes("/api/v1/analytics/user/large/raw?format=" + format);
			assertThat(answer.statusCode()).as(format).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "user/halves", "user/halves/raw", "user/halves/runs", "user/halves/conversations",
			"user/halves/usage?group_by=model&group_by=agent_id", "user/halves/compare", "user/halves/summary",
			"users" })
	void loneSurrogatesInAnyTextAreReplaced(String path) {
		for (int i = 0; i < 3; i++) {
			storeHalves(i, "halves");
			storeHalves(i, "~half~" + i);
		}
		odd = true;
		String separator = path.contains("?") ? "&" : "?";
		for (String format : List.of("json", "ndjson", "csv", "xlsx")) {
			HttpResponse<byte[]> answer = this.api.bytes("/api/v1/analytics/" + path + separator + "format=" + format);
			assertThat(answer.statusCode()).as(format).isEqualTo(200);
			String body = new String(answer.body(), StandardCharsets.UTF_8);
			switch (format) {
				case "json" -> assertThat(body).contains("\uFFFD").doesNotContain("~half~");
				case "xlsx" -> assertThat(FileCells.workbook(answer.body()).getNumberOfSheets()).isPositive();
				default -> assertThat(body).doesNotContain("~half~");
			}
		}
	}

	private String page(boolean oddly, String path, String... headers) {
		odd = oddly;
		HttpResponse<String> answer = this.api.user(path, headers);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

	private static void store(int number, String user, String attributes) {
		store
			.store(List.of(SpanRecord.builder("%032x".formatted(user.hashCode()), "%016x".formatted(number + 1), "chat")
				.time(START.minusSeconds(number), Duration.ofMillis(5))
				.attributes(attributes)
				.build()));
	}

	/** A run, with a half in all that is text. */
	private static void storeHalves(int number, String user) {
		Map<String, Object> attributes = new HashMap<>(Map.of("user_id", user, "actual_cost", 0.5));
		for (String key : List.of("run_id", "conversation_id", "agent_id", "project_id", "outcome")) {
			attributes.put(key, "%s ~half~ %d".formatted(key, number));
		}
		List<SpanRecord> spans = new ArrayList<>();
		String trace = "%032x".formatted(user.hashCode() + number);
		spans.add(SpanRecord.builder(trace, "%016x".formatted(1), "agent_run_usage")
			.message("~half~ message")
			.time(START.minusSeconds(number), Duration.ofMillis(5))
			.service("~half~ service", null)
			.environment("~half~ environment")
			.tags(List.of("~half~ tag"))
			.exception("~half~ type", "~half~ message", "trace")
			.attributes(attributes)
			.build());
		attributes.put("gen_ai.request.model", "~half~ model");
		attributes.put("gen_ai.usage.input_tokens", 100);
		spans.add(SpanRecord.builder(trace, "%016x".formatted(2), "~half~ chat")
			.time(START.minusSeconds(number), Duration.ofMillis(5))
			.attributes(attributes)
			.build());
		store.store(spans);
	}

}
