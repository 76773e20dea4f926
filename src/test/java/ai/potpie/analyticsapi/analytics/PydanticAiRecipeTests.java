package ai.potpie.analyticsapi.analytics;

import java.nio.file.Files;
import java.nio.file.Path;

import ai.potpie.analyticsapi.Document;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.FakeLlm;
import ai.potpie.analyticsapi.testing.NeedsPython;
import ai.potpie.analyticsapi.testing.PresentApiTest;
import ai.potpie.analyticsapi.testing.TestPython;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documented program for Pydantic AI, to the letter, is in all answers.
 */
@NeedsPython({ "pydantic_ai", "logfire", "openai" })
@PresentApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PydanticAiRecipeTests {

	@Autowired
	private LocalLogfire logfire;

	@LocalServerPort
	private int port;

	@BeforeAll
	void runTheRecipe(@TempDir Path directory) throws Exception {
		String recipe = Document.named("operations").section("Pydantic AI").code("python").findFirst().orElseThrow();
		Path program = Files.writeString(directory.resolve("recipe.py"), recipe);
		try (FakeLlm llm = FakeLlm.start()) {
			TestPython.run(program, llm.environment(this.logfire));
		}
	}

	@Test
	void eachQuestionIsARunOfOneConversation() {
		JsonNode analytics = answer("?days=2");
		JsonNode summary = analytics.get("summary");
		assertThat(summary.get("total_agent_runs").asInt()).isEqualTo(2);
		assertThat(summary.get("total_cost").decimalValue()).isEqualByComparingTo("0.0065");
		assertThat(summary.get("success_rate").decimalValue()).isEqualByComparingTo("1");
		assertThat(summary.get("avg_duration_ms").asDouble()).isPositive();
		assertThat(analytics.get("agent_runs_by_outcome").toString()).isEqualTo("{\"success\":2}");
		JsonNode conversations = analytics.get("conversation_stats").get(0);
		assertThat(conversations.get("count").asInt()).isEqualTo(1);
		assertThat(conversations.get("avg_messages").asInt()).isEqualTo(2);
	}

	@Test
	void runsAreListedWithTheirAgentAndTheirCalls() {
		assertThat(answer("/runs?days=2").get("runs")).hasSize(2).allSatisfy((run) -> {
			assertThat(run.get("run_id").asString()).isNotEmpty();
			assertThat(run.get("agent_id").asString()).isEqualTo("support");
			assertThat(run.get("conversation_id").asString()).isEqualTo("order-42");
			assertThat(run.get("outcome").asString()).isEqualTo("success");
			assertThat(run.get("cost").decimalValue()).isEqualByComparingTo("0.00325");
			assertThat(run.get("llm_calls").asInt()).isEqualTo(1);
			assertThat(run.get("input_tokens").asInt()).isEqualTo(1000);
		});
	}

	private JsonNode answer(String path) {
		AnalyticsApi api = new AnalyticsApi(this.port, AnalyticsApi.ADMIN_TOKEN);
		return JsonMapper.shared().readTree(api.user("somebody" + path).body());
	}

}
