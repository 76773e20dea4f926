package ai.potpie.analyticsapi.analytics;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every parameter of every endpoint, as the OpenAPI document has them, with each kind of
 * value that it does not take. What was asked and what was answered is written to
 * {@code target/bad-parameters.md}.
 */
@ApiTest
class BadParameterTests {

	private static final String TOO_LONG = "x".repeat(1001);

	private final List<String> rows = new ArrayList<>();

	private AnalyticsApi api;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	@Test
	void eachBadParameterIsA400ThatNamesIt() throws IOException {
		JsonNode document = JsonMapper.shared().readTree(this.api.get("/v3/api-docs").body());
		document.get("paths").forEachEntry((path, operations) -> {
			// Streams need a history, whatever their parameters are
			if (!operations.has("get") || path.endsWith("/live")) {
				return;
			}
			List<JsonNode> parameters = operations.at("/get/parameters")
				.valueStream()
				.filter((parameter) -> parameter.get("in").asString().equals("query"))
				.toList();
			parameters.forEach((parameter) -> badQueries(parameter).forEach((query) -> check(path, parameter, query)));
			check(path, "nope", "nope=1");
		});
		Files.writeString(Path.of("target", "bad-parameters.md"), """
				| endpoint | query | answer |
				| --- | --- | --- |
				""" + String.join("", this.rows));
	}

	private static List<String> badQueries(JsonNode parameter) {
		String name = parameter.get("name").asString();
		JsonNode schema = parameter.get("schema");
		List<String> queries = new ArrayList<>();
		if (schema.has("items")) {
			JsonNode items = schema.get("items");
			badValues(items).forEach((value) -> queries.add(name + "=" + encoded(value)));
			queries.add(repeated(name, items, schema.get("maxItems").asInt() + 1));
		}
		else {
			badValues(schema).forEach((value) -> queries.add(name + "=" + encoded(value)));
			queries.add(repeated(name, schema, 2));
		}
		return queries;
	}

	private static List<String> badValues(JsonNode schema) {
		List<String> values = new ArrayList<>(List.of(""));
		if (schema.path("type").asString().equals("integer")) {
			values.addAll(List.of("x", "1.0", "0x1E", "+1", " 1", "١", "99999999999"));
			values.add(String.valueOf(schema.get("minimum").asInt() - 1));
			values.add(String.valueOf(schema.get("maximum").asInt() + 1));
		}
		else if (schema.has("enum")) {
			String first = schema.at("/enum/0").asString();
			values.addAll(List.of("nothing", first.toUpperCase(Locale.ROOT), first + " "));
		}
		else if (schema.path("type").asString().equals("boolean")) {
			values.addAll(List.of("1", "TRUE", "yes"));
		}
		else if (schema.path("format").asString("").equals("date")) {
			values.addAll(List.of("2026-02-30", "20260211", "11.02.2026", "2026-2-1", "tomorrow"));
		}
		else if (schema.has("maxLength")) {
			values.addAll(List.of(TOO_LONG, "a\0b"));
		}
		else {
			values.addAll(List.of("Mars/Olympus", "a\0b"));
		}
		return values;
	}

	private static String repeated(String name, JsonNode schema, int times) {
		String value = schema.has("examples") ? schema.at("/examples/0").asString() : schema.path("default").asString();
		return String.join("&", Collections.nCopies(times, name + "=" + encoded(value)));
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private void check(String path, JsonNode parameter, String query) {
		check(path, parameter.get("name").asString(), query);
	}

	private void check(String path, String parameter, String query) {
		boolean own = path.contains("/me");
		AnalyticsApi caller = own ? this.api.as(AnalyticsApi.USER_TOKEN) : this.api;
		HttpResponse<String> answer = caller
			.get(path.replace("{user_id}", "user_123").replace("{id}", "rule_1") + "?" + query);
		String asked = path + "?" + query;
		assertThat(answer.statusCode()).as(asked).isEqualTo(400);
		assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		List<String> messages = JsonMapper.shared()
			.readTree(answer.body())
			.get("errors")
			.valueStream()
			.filter((error) -> error.get("parameter").asString().equals(parameter))
			.map((error) -> error.get("message").asString())
			.toList();
		assertThat(messages).as(asked + ": " + answer.body()).isNotEmpty().allMatch((message) -> !message.isBlank());
		if (!own) {
			this.rows.add("| `%s` | `%s` | %s |%n".formatted(path.replace("/api/v1/analytics", "…"),
					(query.length() > 80) ? query.substring(0, 80) + "…" : query, String.join("; ", messages)));
		}
	}

}
