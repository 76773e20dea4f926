package ai.potpie.analyticsapi.analytics;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.Document;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.demo.DemoSpans;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documents show of the demo is what it answers at that moment.
 */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "spring.application.name=the-demo-alone")
class DocumentedFiguresTests {

	private static final List<String> NEVER_THE_SAME = List.of("as_of", "source", "tzdata", "request_id");

	@LocalServerPort
	private int port;

	@BeforeAll
	void storeTheDemo(@Autowired LocalLogfire logfire) {
		DemoSpans.store(logfire, ApiTest.NOW);
	}

	@Test
	void theFirstAnswer() {
		assertAnswered(Document.readme().section("Start the demo").code("json"), "/user/user_123", "");
	}

	@ParameterizedTest
	@CsvSource({ "Runs without a cost, /user/user_123?cost=estimated, /meta/cost_coverage",
			"Usage of LLMs, /user/user_123/usage?days=7&group_by=model, ''",
			"Comparisons, /user/user_123/compare?days=15, ''", "Summary, /user/user_123/summary, ''",
			"Runs and conversations, /user/user_123/runs?limit=10, ''", "All users, /users?top=10, ''",
			"Errors, /user/user_123?timezone=Paris, ''" })
	void anAnswerOfTheApi(String section, String path, String place) {
		assertAnswered(Document.named("api").section(section).code("json"), path, place);
	}

	@Test
	void aConversation() {
		Document section = Document.named("api").section("Runs and conversations");
		assertAnswered(section.code("json").skip(1), "/user/user_123/conversations?limit=5", "/conversations/0");
	}

	@Test
	void aHistoryHasTheAnswersOfItsBuckets() {
		JsonNode shown = json(Document.named("api").section("History").code("json"));
		assertHistoryShown(shown.get("period"), shown.get("totals"));
		shown.get("buckets").forEach((bucket) -> assertHistoryShown(bucket, bucket));
	}

	private void assertHistoryShown(JsonNode period, JsonNode numbers) {
		LocalDate end = OffsetDateTime.parse(period.get("end").asString()).toLocalDate().minusDays(1);
		String days = "start_date=" + period.get("start").asString().substring(0, 10) + "&end_date=" + end;
		ObjectNode answered = JsonMapper.shared().createObjectNode();
		ask("/user/user_123?" + days).get("summary")
			.properties()
			.forEach((number) -> answered.set(number.getKey(), number.getValue()));
		ask("/user/user_123/usage?granularity=total&" + days).get("totals")
			.properties()
			.forEach((number) -> answered.set(number.getKey(), number.getValue()));
		ask("/users?top=50&" + days).get("users").forEach((user) -> {
			if (user.get("user_id").asString().equals("user_123")) {
				answered.set("conversation_count", user.get("conversation_count"));
			}
		});
		answered.properties()
			.stream()
			.filter((number) -> numbers.has(number.getKey()))
			.forEach((number) -> assertShown(days + " " + number.getKey(), numbers.get(number.getKey()),
					number.getValue()));
	}

	private void assertAnswered(Stream<String> examples, String path, String place) {
		assertShown(place, json(examples), ask(path).at(place));
	}

	private static JsonNode json(Stream<String> examples) {
		return JsonMapper.shared().readTree(examples.findFirst().orElseThrow().replace(", …", ""));
	}

	private JsonNode ask(String path) {
		AnalyticsApi api = new AnalyticsApi(this.port, AnalyticsApi.ADMIN_TOKEN);
		return JsonMapper.shared().readTree(api.get("/api/v1/analytics" + path).body());
	}

	/** There may be more fields and elements than are shown. */
	private static void assertShown(String place, JsonNode shown, JsonNode actual) {
		if (shown.isArray()) {
			for (int i = 0; i < shown.size(); i++) {
				assertShown(place + "/" + i, shown.get(i), actual.path(i));
			}
		}
		else if (shown.isObject()) {
			for (Map.Entry<String, JsonNode> field : shown.properties()) {
				if (!NEVER_THE_SAME.contains(field.getKey())) {
					assertShown(place + "/" + field.getKey(), field.getValue(), actual.path(field.getKey()));
				}
			}
		}
		else {
			assertThat(actual.asString()).as(place).matches(shown(shown.asString()));
		}
	}

	/** A text that is shown may leave out some of it. */
	private static Pattern shown(String text) {
		return Pattern.compile(Stream.of(text.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".+")));
	}

}
