package ai.potpie.analyticsapi.analytics;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.DocumentSchemas;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that knows the OpenAPI document alone: it asks each operation for all that it
 * offers, and does wrong what can be done wrong. Each answer has a status that the
 * document names, and a body of the schema that it gives for it.
 */
@ApiTest
class DocumentedAnswersTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** The token whose data a path is about, and the other of the two. */
	private static final String OWN = "own";

	private static final String OTHER = "other";

	private static final String USER = "documented";

	/** Whose answers are checked where there is a history. */
	private static final Pattern NEEDS_HISTORY = Pattern.compile(".*/(alerts/.*|history|budget|forecast|live)");

	private static final List<String> FOR_CSV = List.of("section", "bom");

	@LocalServerPort
	private int port;

	@Autowired
	private LocalLogfire logfire;

	private JsonNode document;

	private DocumentSchemas schemas;

	@BeforeEach
	void readDocumentAndStoreASpan() throws Exception {
		this.document = JSON.readTree(send("GET", "/v3/api-docs", "x", "application/json").body());
		this.schemas = new DocumentSchemas(this.document);
		this.logfire
			.store(List.of(
					SpanRecord.builder("019b0000000000000000000000009999", "d0c0000000000001", "agent_run_usage")
						.time(ApiTest.NOW.minusSeconds(60), Duration.ofMillis(3))
						.attributes(
								Map.of("user_id", USER, "actual_cost", 0.5, "outcome", "ok", "conversation_id", "c"))
						.build(),
					SpanRecord.builder("019b0000000000000000000000009999", "d0c0000000000002", "chat gpt-4o")
						.time(ApiTest.NOW.minusSeconds(60), Duration.ofMillis(2))
						.attributes(Map.of("user_id", USER, "gen_ai.request.model", "gpt-4o",
								"gen_ai.usage.input_tokens", 100, "conversation_id", "c"))
						.build()));
	}

	@TestFactory
	Stream<DynamicTest> eachAnswerIsAsDocumented() {
		return this.document.get("paths")
			.propertyStream()
			.filter(DocumentedAnswersTests::takesParameters)
			.flatMap((path) -> {
				JsonNode operation = path.getValue().get("get");
				String address = path.getKey().replace("{user_id}", USER);
				return Stream.concat(queries(operation), refusals(path.getKey(), operation))
					.map((attempt) -> attempt.by(ownToken(path.getKey())))
					.map((attempt) -> DynamicTest.dynamicTest(path.getKey() + " " + attempt,
							() -> check(operation, address, attempt)));
			});
	}

	/** Streams take those of other paths, and have tests of their own. */
	private static boolean takesParameters(Map.Entry<String, JsonNode> path) {
		return path.getValue().at("/get/parameters").isArray() && !NEEDS_HISTORY.matcher(path.getKey()).matches()
				&& !path.getKey().endsWith("/live");
	}

	/** Whoever may read everyone has no data of its own. */
	private static String ownToken(String path) {
		return path.contains("/user") ? AnalyticsApi.ADMIN_TOKEN : AnalyticsApi.USER_TOKEN;
	}

	private Stream<Attempt> queries(JsonNode operation) {
		List<Attempt> attempts = new ArrayList<>();
		attempts.add(Attempt.of("", 200));
		attempts.add(Attempt.of("?no_such_parameter=1", 400));
		attempts.add(Attempt.of("?start_date=2026-01-13&end_date=2026-02-11", takesDates(operation) ? 200 : 400));
		operation.get("parameters")
			.valueStream()
			.filter((parameter) -> parameter.get("in").asString().equals("query"))
			.forEach((parameter) -> attempts.addAll(attempts(parameter)));
		return attempts.stream();
	}

	private static boolean takesDates(JsonNode operation) {
		return operation.get("parameters")
			.valueStream()
			.anyMatch((parameter) -> parameter.get("name").asString().equals("start_date"));
	}

	/** What is for files of one format is asked for with that format. */
	private static List<Attempt> attempts(JsonNode parameter) {
		String name = parameter.get("name").asString();
		return attempts(name, parameter).stream()
			.map((attempt) -> FOR_CSV.contains(name) ? attempt.with("&format=csv") : attempt)
			.toList();
	}

	private static List<Attempt> attempts(String name, JsonNode parameter) {
		JsonNode schema = parameter.get("schema");
		List<Attempt> attempts = new ArrayList<>();
		String shown = shown(parameter);
		boolean half = name.endsWith("_date");
		attempts.add(value(name, shown, half ? 400 : 200));
		attempts.add(value(name, "", 400));
		attempts.add(Attempt.of(value(name, shown, 0).query() + "&" + name + "=" + shown,
				schema.get("type").asString().equals("array") && !schema.has("uniqueItems") ? 200 : 400));
		if (schema.get("type").asString().equals("integer")) {
			attempts.add(value(name, String.valueOf(schema.get("minimum").asInt() - 1), 400));
			attempts.add(value(name, String.valueOf(schema.get("maximum").asInt() + 1), 400));
			attempts.add(value(name, schema.get("minimum").asString(), 200));
			attempts.add(value(name, schema.get("maximum").asString(), name.equals("limit") ? 400 : 200));
			attempts.add(value(name, schema.get("maximum").asString(), 200).with("&format=ndjson"));
			attempts.add(value(name, "1.5", 400));
		}
		if (schema.has("enum")) {
			schema.get("enum").forEach((value) -> attempts.add(value(name, value.asString(), 200)));
		}
		if (schema.has("enum") || schema.has("format") || schema.get("type").asString().equals("boolean")
				|| name.equals("timezone") || name.equals("cursor")) {
			attempts.add(value(name, "nonsense", 400));
		}
		JsonNode text = schema.path("items").isMissingNode() ? schema : schema.get("items");
		if (text.has("maxLength")) {
			attempts.add(value(name, "x".repeat(text.get("maxLength").asInt() + 1), 400));
		}
		return attempts;
	}

	/** What every operation refuses, and a media type that only some have. */
	private static Stream<Attempt> refusals(String path, JsonNode operation) {
		Stream<Attempt> served = operation.at("/responses/200/content")
			.propertyNames()
			.stream()
			.map((type) -> new Attempt("GET", "", OWN, type, 200));
		return Stream.concat(served,
				Stream.of(new Attempt("GET", "", "unknown", "*/*", 401),
						new Attempt("GET", "", OTHER, "*/*", path.contains("/user") ? 403 : 400),
						new Attempt("GET", "", OWN, "text/html", 406), new Attempt("POST", "", OWN, "*/*", 405),
						new Attempt("GET", "/nothing", OWN, "*/*", 404)));
	}

	private void check(JsonNode operation, String address, Attempt attempt) throws Exception {
		HttpResponse<String> answer = send(attempt.method(), address + attempt.query(), attempt.token(),
				attempt.accept());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(attempt.status());
		JsonNode responses = operation.get("responses");
		boolean other = attempt.status() == 404 || attempt.status() == 405;
		JsonNode response = resolved(responses.get(other ? "default" : String.valueOf(attempt.status())));
		String type = answer.headers().firstValue("Content-Type").orElseThrow().replace(";charset=UTF-8", "");
		assertThat(response.get("content").propertyNames()).contains(type);
		JsonNode schema = response.get("content").get(type).get("schema");
		if (!type.endsWith("json")) {
			assertThat(schema.get("type").asString()).isEqualTo("string");
			return;
		}
		Stream<String> bodies = type.endsWith("ndjson") ? answer.body().lines() : Stream.of(answer.body());
		assertThat(bodies)
			.allSatisfy((body) -> assertThat(this.schemas.errors(schema, JSON.readTree(body))).as(body).isEmpty());
	}

	private JsonNode resolved(JsonNode response) {
		return response.has("$ref") ? this.document.at(response.get("$ref").asString().substring(1)) : response;
	}

	private HttpResponse<String> send(String method, String target, String token, String accept) {
		return new AnalyticsApi(this.port, token).send(method, target, BodyHandlers.ofString(), "Accept", accept);
	}

	/** A value that is shown for a parameter; of dates there is none. */
	private static String shown(JsonNode parameter) {
		return Stream.of("/example", "/schema/examples/0", "/schema/items/examples/0", "/schema/default")
			.map((place) -> parameter.at(place).asString(""))
			.filter((value) -> !value.isEmpty())
			.findFirst()
			.orElse("2026-01-13");
	}

	private static Attempt value(String name, String value, int status) {
		return Attempt.of("?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8), status);
	}

	private record Attempt(String method, String query, String token, String accept, int status) {

		static Attempt of(String query, int status) {
			return new Attempt("GET", query, OWN, "application/json", status);
		}

		Attempt with(String more) {
			return new Attempt(this.method, this.query + more, this.token, this.accept, this.status);
		}

		Attempt by(String own) {
			String other = own.equals(AnalyticsApi.ADMIN_TOKEN) ? AnalyticsApi.USER_TOKEN : AnalyticsApi.ADMIN_TOKEN;
			String who = this.token.equals(OWN) ? own : (this.token.equals(OTHER) ? other : this.token);
			return new Attempt(this.method, this.query, who, this.accept, this.status);
		}

		@Override
		public String toString() {
			String end = this.query.substring(0, Math.min(60, this.query.length()));
			return "%s %s %s: %d".formatted(this.method, end, this.accept, this.status);
		}

	}

}
