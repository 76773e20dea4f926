package ai.potpie.analyticsapi.analytics;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.FakeLlm;
import ai.potpie.analyticsapi.testing.NeedsPython;
import ai.potpie.analyticsapi.testing.PresentApiTest;
import ai.potpie.analyticsapi.testing.TestPython;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the instrumentations that people use, by their own libraries, to the answer of the
 * API: what {@code scenarios.py} did is what is counted. An answer of gpt-4o costs
 * $0.00325, one of claude-haiku-4-5, which writes to a cache too, $0.001345.
 */
@NeedsPython({ "pydantic_ai", "logfire", "openai", "anthropic", "opentelemetry.instrumentation.openai",
		"opentelemetry.instrumentation.anthropic", "openinference.instrumentation.openai",
		"openinference.instrumentation.anthropic" })
@PresentApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealInstrumentationTests {

	@Autowired
	private LocalLogfire logfire;

	@LocalServerPort
	private int port;

	@BeforeAll
	void runScenarios() {
		try (FakeLlm llm = FakeLlm.start()) {
			for (String instrumentation : new String[] { "pydantic_ai", "pydantic_ai_and_openai", "logfire",
					"traceloop", "open_inference" }) {
				TestPython.runProgram("scenarios.py", llm.environment(this.logfire), instrumentation);
			}
		}
	}

	/**
	 * Calls; input, output, cached and reasoning tokens; cost; calls of which it is
	 * recorded, estimated and unknown; errors.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			pydantic_ai_openai                            | 1, 1000, 100, 200, 20, 0.00325, 1, 0, 0, 0
			pydantic_ai_anthropic                         | 1, 1000, 100, 200, 0, 0.001345, 1, 0, 0, 0
			pydantic_ai_responses                         | 1, 1000, 100, 200, 20, 0.00325, 1, 0, 0, 0
			pydantic_ai_tools                             | 2, 2000, 200, 400, 40, 0.0065, 2, 0, 0, 0
			pydantic_ai_delegated                         | 3, 3000, 300, 600, 40, 0.007845, 3, 0, 0, 0
			pydantic_ai_fallback_to_anthropic             | 1, 1000, 100, 200, 0, 0.001345, 1, 0, 0, 0
			pydantic_ai_fallback_to_openai                | 1, 1000, 100, 200, 20, 0.00325, 1, 0, 0, 0
			pydantic_ai_failing                           | 1, 0, 0, 0, 0, 0, 0, 1, 0, 1
			pydantic_ai_streaming                         | 1, 1000, 100, 200, 20, 0.00325, 1, 0, 0, 0
			pydantic_ai_and_openai_openai                 | 1, 1000, 100, 200, 0, 0.00325, 1, 0, 0, 0
			pydantic_ai_and_openai_streaming              | 1, 1000, 100, 200, 0, 0.00325, 1, 0, 0, 0
			logfire_openai_plain                          | 1, 1000, 100, 200, 0, 0.00325, 1, 0, 0, 0
			logfire_openai_streaming                      | 1, 1000, 100, 200, 0, 0.00325, 1, 0, 0, 0
			logfire_openai_streaming_without_usage        | 1, 0, 0, 0, 0, 0, 0, 0, 1, 0
			logfire_openai_busy                           | 1, 0, 0, 0, 0, 0, 0, 1, 0, 1
			logfire_anthropic_plain                       | 1, 1000, 100, 200, 0, 0.001345, 1, 0, 0, 0
			logfire_anthropic_streaming                   | 1, 1000, 100, 200, 0, 0.001345, 1, 0, 0, 0
			logfire_anthropic_stream_helper               | 1, 1000, 100, 200, 0, 0.001345, 1, 0, 0, 0
			logfire_anthropic_busy                        | 1, 0, 0, 0, 0, 0, 0, 1, 0, 1
			traceloop_openai_plain                        | 1, 1000, 100, 200, 20, 0.00325, 0, 1, 0, 0
			traceloop_openai_streaming                    | 1, 1000, 100, 200, 0, 0.00325, 0, 1, 0, 0
			traceloop_openai_streaming_without_usage      | 1, 0, 0, 0, 0, 0, 0, 0, 1, 0
			traceloop_openai_busy                         | 1, 0, 0, 0, 0, 0, 0, 1, 0, 1
			traceloop_anthropic_plain                     | 1, 1000, 100, 200, 0, 0.001345, 0, 1, 0, 0
			open_inference_openai_plain                   | 1, 1000, 100, 200, 20, 0.00325, 0, 1, 0, 0
			open_inference_openai_streaming               | 1, 1000, 100, 200, 20, 0.00325, 0, 1, 0, 0
			open_inference_openai_streaming_without_usage | 1, 0, 0, 0, 0, 0, 0, 0, 1, 0
			open_inference_anthropic_plain                | 1, 1000, 100, 200, 0, 0.001345, 0, 1, 0, 0
			open_inference_anthropic_streaming            | 1, 1000, 100, 200, 0, 0.001345, 0, 1, 0, 0
			open_inference_anthropic_busy                 | 1, 0, 0, 0, 0, 0, 0, 1, 0, 1
			""")
	void recordedTokensAndCostsAreCounted(String user, String usage) {
		assertThat(usage(user)).isEqualTo(usage);
	}

	/** Runs, cost, outcomes. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			pydantic_ai_openai                | 1, 0.00325, {"success":1}
			pydantic_ai_anthropic             | 1, 0.001345, {"success":1}
			pydantic_ai_tools                 | 1, 0.0065, {"success":1}
			pydantic_ai_delegated             | 1, 0.007845, {"success":1}
			pydantic_ai_fallback_to_anthropic | 1, 0.001345, {"success":1}
			pydantic_ai_fallback_to_openai    | 1, 0.00325, {"success":1}
			pydantic_ai_failing               | 1, 0, {"error":1}
			pydantic_ai_and_openai_streaming  | 1, 0.00325, {"success":1}
			logfire_openai_plain              | 0, 0, {}
			""")
	void anOutermostAgentSpanIsARun(String user, String runs) {
		JsonNode analytics = answer(user + "?days=2&cost=estimated");
		assertThat(numbers(analytics, "/summary/total_agent_runs", "/summary/total_cost", "/agent_runs_by_outcome"))
			.isEqualTo(runs);
	}

	/** It adds the output tokens at the start of a stream, 1, to all at its end. */
	@ParameterizedTest
	@ValueSource(strings = { "traceloop_anthropic_streaming", "traceloop_anthropic_stream_helper" })
	void traceloopsOutputTokensOfAnthropicStreamsCountAsRecorded(String user) {
		assertThat(usage(user)).isEqualTo("1, 1000, 101, 200, 0, 0.00135, 0, 1, 0, 0");
	}

	/** Nothing in them says that it is one: another trace, and no id of an answer. */
	@ParameterizedTest
	@ValueSource(strings = { "traceloop_anthropic_busy", "open_inference_anthropic_stream_helper" })
	void anUnconnectedSpanOfAnthropicsSdkIsACallOfItsOwn(String user) {
		assertThat(usage(user)).startsWith("2, ");
	}

	/** All that it says is that it is a call of an LLM: it has no model. */
	@Test
	void openInferencesSpanOfAFailedOpenAiCallIsNoCall() {
		assertThat(usage("open_inference_openai_busy")).startsWith("0, ");
	}

	private String usage(String user) {
		return numbers(answer(user + "/usage?days=2&granularity=total").get("totals"), "/llm_calls", "/input_tokens",
				"/output_tokens", "/cached_input_tokens", "/reasoning_tokens", "/cost", "/cost_coverage/recorded_calls",
				"/cost_coverage/estimated_calls", "/cost_coverage/unpriced_calls", "/error_count");
	}

	private static String numbers(JsonNode answer, String... places) {
		return Stream.of(places).map((place) -> answer.at(place).toString()).collect(Collectors.joining(", "));
	}

	private JsonNode answer(String path) {
		AnalyticsApi api = new AnalyticsApi(this.port, AnalyticsApi.ADMIN_TOKEN);
		return JsonMapper.shared().readTree(api.user(path).body());
	}

}
