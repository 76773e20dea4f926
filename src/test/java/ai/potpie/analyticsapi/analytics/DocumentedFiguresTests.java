package ai.potpie.analyticsapi.analytics;

import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.Document;
import ai.potpie.analyticsapi.locallogfire.DemoSpans;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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

	@LocalServerPort
	private int port;

	@BeforeAll
	void storeTheDemo(@Autowired LocalLogfire logfire) {
		DemoSpans.store(logfire, ApiTest.NOW);
	}

	@Test
	void theFirstAnswerIsThatOfTheDemo() {
		assertAnswered(Document.readme().section("Start the demo"), "/user/user_123");
	}

	@Test
	void allUsersAreThoseOfTheDemo() {
		assertAnswered(Document.named("api").section("All users"), "/users?top=10");
	}

	private void assertAnswered(Document section, String path) {
		String example = section.code("json").findFirst().orElseThrow().replace(", …", "");
		ObjectNode shown = (ObjectNode) JsonMapper.shared().readTree(example);
		((ObjectNode) shown.get("meta")).remove(List.of("as_of", "tzdata"));
		AnalyticsApi api = new AnalyticsApi(this.port, AnalyticsApi.ADMIN_TOKEN);
		assertShown("", shown, JsonMapper.shared().readTree(api.get("/api/v1/analytics" + path).body()));
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
				assertShown(place + "/" + field.getKey(), field.getValue(), actual.path(field.getKey()));
			}
		}
		else {
			assertThat(actual.asString()).as(place).isEqualTo(shown.asString());
		}
	}

}
