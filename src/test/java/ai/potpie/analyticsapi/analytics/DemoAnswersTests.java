package ai.potpie.analyticsapi.analytics;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.usage.UsageKey;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.DocumentSchemas;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo answers with what its own OpenAPI document describes, and with nothing else.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0" })
@ActiveProfiles("demo")
class DemoAnswersTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> KEYS = Stream.of(UsageKey.values())
		.map((key) -> key.name().toLowerCase(Locale.ROOT))
		.toList();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void freePort(DynamicPropertyRegistry properties) {
		int port = TestSocketUtils.findAvailableTcpPort();
		properties.add("local-logfire.port", () -> port);
	}

	@Test
	void everyAnswerIsAsDocumentedToTheLastKey() {
		JsonNode document = JSON.readTree(api("demo-token").get("/v3/api-docs").body());
		DocumentSchemas schemas = new DocumentSchemas(document);
		document.get("paths").propertyStream().filter(DemoAnswersTests::isAnswer).forEach((path) -> {
			JsonNode content = path.getValue().at("/get/responses/200/content");
			String token = path.getKey().matches(".*/(user.*|analytics/history)") ? "demo-admin-token" : "demo-token";
			for (String query : queries(path.getValue().get("get"))) {
				String target = path.getKey().replace("{user_id}", "user_123") + query;
				HttpResponse<String> answer = api(token).get(target);
				assertThat(answer.statusCode()).as(target + answer.body()).isEqualTo(200);
				assertThat(answer.body().length()).as(target)
					.isGreaterThan(target.matches(".*/(history|forecast|alerts/.*)") ? 20 : 300);
				boolean lines = query.endsWith("format=ndjson");
				JsonNode schema = content.at(lines ? "/application~1x-ndjson/schema" : "/application~1json/schema");
				assertThat(lines ? answer.body().lines() : Stream.of(answer.body())).as(target)
					.allSatisfy((body) -> assertThat(schemas.errors(schema, JSON.readTree(body))).isEmpty());
			}
		});
	}

	/** Whether a path has an answer that ends, without the id of a rule. */
	private static boolean isAnswer(Map.Entry<String, JsonNode> path) {
		return path.getValue().has("get") && !path.getKey().endsWith("/live") && !path.getKey().contains("{id}");
	}

	/** Each way in which the keys of answers differ. */
	private static List<String> queries(JsonNode operation) {
		List<String> names = operation.path("parameters")
			.valueStream()
			.map((one) -> one.get("name").asString())
			.toList();
		if (!names.contains("days")) {
			return names.contains("cost") ? List.of("", "?format=ndjson", "?cost=estimated") : List.of("");
		}
		Stream<String> grouped = names.contains("group_by")
				? Stream.concat(KEYS.stream().map((key) -> "?group_by=" + key),
						Stream.of("?group_by=model&group_by=agent_id&granularity=total", "?granularity=hour&top=1"))
				: Stream.empty();
		Stream<String> costs = Stream.of("cost=estimated", "fill=zero")
			.filter((parameter) -> names.contains(parameter.replaceFirst("=.*", "")))
			.map((parameter) -> "?" + parameter);
		Stream<String> sorts = operation.path("parameters")
			.valueStream()
			.filter((one) -> List.of("sort", "to").contains(one.get("name").asString()))
			.flatMap((one) -> one.at("/schema/enum")
				.valueStream()
				.map((value) -> "?days=20&%s=%s".formatted(one.get("name").asString(), value.asString())));
		return Stream.of(Stream.of("", "?days=7", "?days=5&format=ndjson"), grouped, costs, sorts)
			.flatMap((queries) -> queries)
			.toList();
	}

	private AnalyticsApi api(String token) {
		return new AnalyticsApi(this.port, token);
	}

}
