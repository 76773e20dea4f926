package ai.potpie.analyticsapi.analytics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.locallogfire.demo.DemoSpans;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows of everyone is what the demo answers at that moment.
 */
@ApiTest
@TestPropertySource(properties = "spring.application.name=the-demo-alone")
class DocumentedFiguresTests {

	private static final Pattern EXAMPLE = Pattern.compile("(?s)\n### All users\n.*?```json\n(?<json>.*?)```");

	@Test
	void allUsersAreThoseOfTheDemo(@LocalServerPort int port, @Autowired LocalLogfire logfire) throws Exception {
		DemoSpans.store(logfire, ApiTest.NOW);
		Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
		assertThat(example.find()).isTrue();
		ObjectNode shown = (ObjectNode) JsonMapper.shared().readTree(example.group("json").replace(", …", ""));
		((ObjectNode) shown.get("meta")).remove(List.of("as_of", "tzdata"));
		String answer = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/users?top=10").body();
		assertShown("", shown, JsonMapper.shared().readTree(answer));
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
