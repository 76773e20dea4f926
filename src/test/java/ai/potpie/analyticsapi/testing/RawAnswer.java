package ai.potpie.analyticsapi.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What came back over a socket.
 *
 * @param headers all values of each header, by its name in lower case
 * @param whole whether the body came to its end
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body, boolean whole) {

	public @Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : String.join(", ", values);
	}

	public List<String> headers(String name) {
		return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
	}

	public JsonNode json() {
		return JsonMapper.shared().readTree(this.body);
	}

	/** The parameters that are complained about, in their order. */
	public List<String> wrongParameters() {
		isProblem(400);
		return json().get("errors").valueStream().map((error) -> error.get("parameter").asString()).toList();
	}

	public String message(String parameter) {
		return json().get("errors")
			.valueStream()
			.filter((error) -> error.get("parameter").asString().equals(parameter))
			.map((error) -> error.get("message").asString())
			.findFirst()
			.orElseThrow();
	}

	public RawAnswer isProblem(int expected) {
		assertThat(this.status).as(this.body).isEqualTo(expected);
		assertThat(header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(header("Cache-Control")).isEqualTo("no-store");
		assertThat(headers("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(headers("X-Request-Id")).hasSize(1);
		assertThat(header("Server")).isNull();
		JsonNode problem = json();
		assertThat(problem.propertyNames()).startsWith("type", "title", "status", "detail", "instance", "request_id");
		assertThat(problem.size()).isEqualTo(problem.has("errors") ? 7 : 6);
		assertThat(problem.get("status").asInt()).isEqualTo(expected);
		assertThat(problem.get("request_id").asString()).isEqualTo(header("X-Request-Id"));
		assertThat(problem.get("instance").asString()).startsWith("/").doesNotContain("?", " ", "<");
		assertThat(problem.get("detail").asString()).endsWith(
				problem.get("detail").asString().equals("LOGFIRE_READ_TOKEN not configured") ? "configured" : ".");
		assertThat(this.body).doesNotContain("Exception", "java.", "org.", "ai.potpie", "localhost", "127.0.0.1");
		return this;
	}

}
