package ai.potpie.analyticsapi.analytics;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.DocumentSchemas;
import com.networknt.schema.Error;
import jakarta.validation.Valid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class OpenApiTests {

	private static final String ANALYTICS = "/api/v1/analytics/user/{user_id}";

	private static final String RAW = ANALYTICS + "/raw";

	private static final String USAGE = ANALYTICS + "/usage";

	private static final String USERS = "/api/v1/analytics/users";

	private static final String COMPARISON = ANALYTICS + "/compare";

	private static final String SUMMARY = ANALYTICS + "/summary";

	private static final String RUNS = ANALYTICS + "/runs";

	private static final String CONVERSATIONS = ANALYTICS + "/conversations";

	private static final String YEARS = ANALYTICS + "/history";

	private static final String OWN = "/api/v1/analytics/me";

	private static final String OWN_RAW = OWN + "/raw";

	private static final List<String> PATHS = List.of(ANALYTICS, RAW, USAGE, COMPARISON, SUMMARY, RUNS, CONVERSATIONS,
			YEARS, USERS, OWN, OWN_RAW, OWN + "/usage", OWN + "/compare", OWN + "/summary", OWN + "/runs",
			OWN + "/conversations", OWN + "/history");

	/** Those that need no history. */
	private static final List<String> ANSWERED = PATHS.stream().filter((path) -> !path.endsWith("/history")).toList();

	/** It takes no parameters. */
	private static final String HISTORY = "/api/v1/analytics/history";

	/** They need a history, which the service of these tests has not. */
	private static final List<String> ALERTS = List.of(ANALYTICS + "/budget", ANALYTICS + "/forecast", OWN + "/budget",
			OWN + "/forecast", "/api/v1/analytics/alerts/rules", "/api/v1/analytics/alerts/rules/{id}",
			"/api/v1/analytics/alerts/rules/{id}/test", "/api/v1/analytics/alerts/rules/dry-run",
			"/api/v1/analytics/alerts/events", "/api/v1/analytics/alerts/events/{id}/redeliver");

	/** What many readers of JSON would refuse, and what is rare. */
	private static final Map<String, List<String>> OPTIONAL = Map.of("RawSpan", List.of("tags_text", "attributes_text"),
			"UsageMeta", List.of("other_rules"), "RecentWindow", List.of("run_cost_coverage"));

	private static final List<String> ERRORS = List.of("400", "401", "403", "406", "429", "502", "503", "504",
			"default");

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	private AnalyticsApi api;

	private JsonNode document;

	@BeforeEach
	void read(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.USER_TOKEN);
		HttpResponse<String> answer = this.api.get("/v3/api-docs");
		assertThat(answer.statusCode()).isEqualTo(200);
		this.document = JsonMapper.shared().readTree(answer.body());
	}

	@Test
	void theDocumentSaysWhatItIsAbout() {
		assertThat(text("/openapi")).startsWith("3.1");
		assertThat(text("/info/title")).isEqualTo("Analytics API");
		assertThat(text("/info/version")).isNotBlank();
		assertThat(text("/info/description")).isNotBlank();
		assertThat(text("/components/securitySchemes/bearer/scheme")).isEqualTo("bearer");
		assertThat(this.document.at("/security/0").has("bearer")).isTrue();
		assertThat(this.document.get("paths").propertyNames()).containsAll(PATHS)
			.containsAll(ALERTS)
			.contains(HISTORY, HISTORY + "/refill")
			.hasSize(PATHS.size() + ALERTS.size() + 5);
	}

	@Test
	void theServerIsRelativeAndShowsNoHost() {
		assertThat(this.document.get("servers")).hasSize(1);
		assertThat(text("/servers/0/url")).isEqualTo("/");
		assertThat(this.document.toString()).doesNotContain("localhost", "127.0.0.1");
	}

	@Test
	void streamsAreDocumentedWithTheirEvents() {
		JsonNode stream = document.at("/paths/~1api~1v1~1analytics~1user~1{user_id}~1live/get");
		assertThat(stream.at("/responses/200/content/text~1event-stream/example").asString())
			.contains("event: analytics", "event: status", "event: end", ": heartbeat");
		assertThat(stream.at("/parameters/1/schema/enum").valueStream().map(JsonNode::asString))
			.containsExactly("analytics", "usage", "compare", "summary", "history");
		assertThat(document.at("/paths/~1api~1v1~1analytics~1users~1live/get/parameters")
			.valueStream()
			.map((parameter) -> parameter.get("name").asString())).containsExactly("Last-Event-ID");
	}

	@Test
	void everyReferenceResolves() {
		assertThat(this.document.findValuesAsString("$ref")).isNotEmpty()
			.allSatisfy(
					(reference) -> assertThat(this.document.at(reference.substring(1)).isMissingNode()).as(reference)
						.isFalse());
	}

	@Test
	void everySchemaIsDescribed() {
		assertThat(this.document.at("/components/schemas").values())
			.allSatisfy((schema) -> assertThat(schema.path("description").asString()).isNotBlank());
	}

	@Test
	void everySchemaIsReferenced() {
		List<String> references = this.document.findValuesAsString("$ref");
		assertThat(this.document.at("/components/schemas").propertyNames())
			.allSatisfy((name) -> assertThat(references).contains("#/components/schemas/" + name));
	}

	@Test
	void everyComponentOfAHandlersRecordIsAParameterOnce() {
		for (String path : List.of(ANALYTICS, RAW, USAGE, USERS, COMPARISON, SUMMARY, RUNS, CONVERSATIONS, YEARS)) {
			assertThat(queryParameters(path)).isNotEmpty().containsExactlyElementsOf(components(parametersOf(path)));
		}
	}

	@Test
	void ownDataHasTheParametersAndAnswersOfTheUsers() {
		for (String path : List.of("", "/raw", "/usage", "/compare", "/summary", "/runs", "/conversations",
				"/history")) {
			JsonNode own = operation(OWN + path);
			JsonNode users = operation(ANALYTICS + path);
			assertThat(own.get("parameters").valueStream())
				.containsExactlyElementsOf(users.get("parameters").valueStream().skip(1).toList());
			assertThat(own.get("responses")).isEqualTo(users.get("responses"));
			assertThat(own.get("description").asString()).contains("a 400");
		}
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void everyParameterHasATypeADescriptionAndAnExample(String path) {
		assertThat(parameters(path)).allSatisfy((parameter) -> {
			assertThat(parameter.get("description").asString()).isNotBlank().doesNotContain("<", "\n");
			assertThat(parameter.at("/schema/type").asString()).isIn("string", "integer", "array", "boolean");
			assertThat(shown(parameter).isEmpty())
				.isEqualTo(parameter.at("/schema/format").asString("").equals("date"));
		});
	}

	@Test
	void rangesAreTheValidatedOnes() {
		assertThat(schema(ANALYTICS, "days")).isEqualTo(json("""
				{"type":"integer","format":"int32","minimum":1,"maximum":90,"examples":[30]}"""));
		assertThat(schema(RAW, "limit")).isEqualTo(json("""
				{"type":"integer","format":"int32","minimum":1,"maximum":100000,"examples":[100]}"""));
		assertThat(schema(ANALYTICS, "fill").get("enum")).isEqualTo(json("[\"none\",\"zero\"]"));
		assertThat(schema(ANALYTICS, "cost").get("enum")).isEqualTo(json("[\"recorded\",\"estimated\"]"));
		assertThat(schema(RAW, "min_level").get("enum"))
			.isEqualTo(this.document.at("/components/schemas/RawSpan/properties/level/enum"));
		assertThat(schema(USAGE, "granularity").get("enum"))
			.isEqualTo(json("[\"hour\",\"day\",\"week\",\"month\",\"total\"]"));
		assertThat(schema(USAGE, "group_by").get("maxItems").asInt()).isEqualTo(2);
		assertThat(schema(USAGE, "group_by").at("/items/enum")).isEqualTo(json("""
				["model","provider","agent_id","project_id","conversation_id","environment","operation"]"""));
		assertThat(schema(USAGE, "top")).isEqualTo(json("""
				{"type":"integer","format":"int32","minimum":1,"maximum":50,"examples":[10]}"""));
		assertThat(schema(USERS, "sort").get("enum"))
			.isEqualTo(json("[\"cost\",\"runs\",\"errors\",\"last_activity\"]"));
		assertThat(schema(USERS, "top")).isEqualTo(json("""
				{"type":"integer","format":"int32","minimum":1,"maximum":1000,"default":50}"""));
		assertThat(schema(COMPARISON, "to").get("enum"))
			.isEqualTo(json("[\"previous_period\",\"previous_month\",\"previous_year\"]"));
		assertThat(schema(RUNS, "sort").get("enum")).isEqualTo(json("[\"newest\",\"cost\",\"duration\"]"));
		assertThat(schema(RUNS, "limit")).isEqualTo(schema(RAW, "limit"));
		assertThat(schema(CONVERSATIONS, "limit")).isEqualTo(schema(RAW, "limit"));
		assertThat(schema(ANALYTICS, "project_id")).isEqualTo(
				json("""
						{"type":"array","maxItems":20,
						"items":{"type":"string","minLength":1,"maxLength":1000,"pattern":"^[^\\\\u0000]+$","examples":["proj_web"]}}"""));
		assertThat(ZoneId.getAvailableZoneIds())
			.allMatch((zone) -> zone.matches(schema(ANALYTICS, "timezone").get("pattern").asString()));
		assertThat(schema(RUNS, "cursor").get("pattern")).isEqualTo(schema(RAW, "cursor").get("pattern"));
		assertThat(schema(ANALYTICS, "user_id").get("pattern").asString())
			.isEqualTo("^(?:[A-Za-z0-9._@:|+~-]{1,128})$");
	}

	@ParameterizedTest
	@FieldSource("ANSWERED")
	void everyExampleIsAccepted(String path) {
		for (JsonNode parameter : parameters(path)) {
			if (parameter.get("in").asString().equals("query") && !shown(parameter).isEmpty()) {
				assertThat(ask(path, pair(parameter)).statusCode()).as(pair(parameter)).isEqualTo(200);
			}
		}
	}

	@ParameterizedTest
	@FieldSource("ANSWERED")
	void allExamplesOfAnOperationWorkTogether(String path) {
		HttpResponse<String> answer = ask(path, parameters(path).stream()
			.filter((parameter) -> parameter.get("in").asString().equals("query") && !shown(parameter).isEmpty())
			.map((parameter) -> parameter.get("name").asString() + "="
					+ URLEncoder.encode(shown(parameter), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&")));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	/** A generated client sends all defaults along with whatever it is asked for. */
	@ParameterizedTest
	@FieldSource("ANSWERED")
	void everyDefaultIsWhatHappensWithoutTheParameter(String path) {
		Map<String, String> defaults = parameters(path).stream()
			.filter((parameter) -> parameter.at("/schema").has("default"))
			.collect(Collectors.toMap((parameter) -> parameter.get("name").asString(),
					(parameter) -> parameter.at("/schema/default").asString()));
		assertThat(defaults).containsKey("timezone");
		for (String query : List.of("", "days=3", "start_date=2026-01-20&end_date=2026-02-01", "format=csv",
				"format=ndjson", "format=focus", "granularity=hour", "limit=2000&format=csv",
				"to=previous_month&days=9", "to_start_date=2025-12-01&to_end_date=2025-12-31")) {
			List<String> asked = Arrays.stream(query.split("&")).map((pair) -> pair.replaceFirst("=.*", "")).toList();
			if (!query.isEmpty() && !queryParameters(path).containsAll(asked)
					|| query.equals("format=focus") && !path.endsWith("/usage")) {
				continue;
			}
			String all = defaults.entrySet()
				.stream()
				.filter((parameter) -> !asked.contains(parameter.getKey()))
				.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
				.collect(Collectors.joining("&"));
			HttpResponse<String> without = ask(path, query);
			HttpResponse<String> with = ask(path, all + (query.isEmpty() ? "" : "&" + query));
			assertThat(without.statusCode()).as(query + without.body()).isEqualTo(200);
			assertThat(with.body()).as(query).isEqualTo(without.body());
		}
	}

	@Test
	void everyExampleMatchesItsSchema() {
		DocumentSchemas schemas = new DocumentSchemas(this.document);
		List<String> wrong = new ArrayList<>();
		int examples = check(this.document, "", (schema, value, place) -> {
			List<Error> errors = schemas.errors(schema, value);
			if (!errors.isEmpty()) {
				wrong.add(place + ": " + errors);
			}
		});
		assertThat(wrong).isEmpty();
		assertThat(examples).isGreaterThan(200);
	}

	private interface ExampleCheck {

		void check(JsonNode schema, JsonNode value, String place);

	}

	/** Examples and defaults of schemas, and examples of what has a schema. */
	private static int check(JsonNode node, String place, ExampleCheck check) {
		int count = 0;
		if (node.has("schema")) {
			List<JsonNode> values = new ArrayList<>(node.path("examples").findValues("value"));
			Optional.ofNullable(node.get("example")).ifPresent(values::add);
			values.forEach((value) -> check.check(node.get("schema"), value, place));
			count += values.size();
		}
		if (node.has("type") && !node.at("/type").isObject()) {
			List<JsonNode> values = new ArrayList<>(node.path("examples").valueStream().toList());
			Optional.ofNullable(node.get("default")).ifPresent(values::add);
			values.forEach((value) -> check.check(node, value, place));
			count += values.size();
		}
		for (Map.Entry<String, JsonNode> child : node.properties()) {
			count += check(child.getValue(), place + "/" + child.getKey(), check);
		}
		for (int i = 0; node.isArray() && i < node.size(); i++) {
			count += check(node.get(i), place + "/" + i, check);
		}
		return count;
	}

	@Test
	void aRuleIsDescribedWhereItIsSent() {
		for (JsonNode operation : List.of(this.document.at("/paths/~1api~1v1~1analytics~1alerts~1rules/post"),
				this.document.at("/paths/~1api~1v1~1analytics~1alerts~1rules~1{id}/put"),
				this.document.at("/paths/~1api~1v1~1analytics~1alerts~1rules~1dry-run/post"))) {
			assertThat(operation.at("/requestBody/content/application~1json/schema/$ref").asString())
				.isEqualTo("#/components/schemas/Rule");
		}
		assertThat(this.document.at("/components/schemas/Rule/properties").propertyNames()).contains("thresholds",
				"amount", "of");
		assertThat(this.document.at("/paths/~1api~1v1~1analytics~1alerts~1rules/post/responses").propertyNames())
			.contains("201", "400", "403");
	}

	@Test
	void withoutAHistoryAlertsAreA404ThatNamesTheSetting() {
		for (String path : List.of("/me/budget", "/me/forecast", "/alerts/rules", "/alerts/events")) {
			HttpResponse<String> answer = this.api.get("/api/v1/analytics" + path);
			assertThat(answer.statusCode()).as(path).isEqualTo(404);
			assertThat(answer.body()).contains("ANALYTICS_HISTORY_URL");
		}
	}

	@Test
	void keysOfAGroupStandBesideItsNumbers() {
		JsonNode group = this.document.at("/components/schemas/Group");
		JsonNode numbers = this.document.at("/components/schemas/UsageNumbers");
		assertThat(group.get("required")).isEqualTo(numbers.get("required"));
		List<String> keys = schema(USAGE, "group_by").at("/items/enum").valueStream().map(JsonNode::asString).toList();
		assertThat(group.get("properties").propertyNames()).hasSize(numbers.get("properties").size() + keys.size())
			.containsAll(keys)
			.containsAll(numbers.get("properties").propertyNames());
		assertThat(keys).allSatisfy((key) -> {
			assertThat(group.at("/properties/" + key + "/type").asString()).isEqualTo("string");
			assertThat(group.at("/properties/" + key + "/description").asString()).contains("`unknown`");
		});
	}

	@ParameterizedTest
	@FieldSource("PATHS")
	void everyOperationHasTheCommonErrors(String path) {
		JsonNode responses = operation(path).get("responses");
		assertThat(responses.propertyNames()).contains("200").containsAll(ERRORS);
		for (String status : ERRORS) {
			JsonNode response = resolved(responses.get(status));
			assertThat(response.get("headers").propertyNames()).contains("X-Request-Id");
			JsonNode body = response.at("/content/application~1problem+json");
			assertThat(body.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/Problem");
			assertThat(body.get("examples").values()).isNotEmpty()
				.allSatisfy((example) -> hasTheKeysOf("Problem", example.get("value")));
		}
		assertThat(resolved(responses.get("401")).get("headers").propertyNames()).contains("WWW-Authenticate");
		assertThat(resolved(responses.get("503")).get("headers").propertyNames()).contains("Retry-After");
		assertThat(resolved(responses.get("503")).findValuesAsString("detail"))
			.contains("LOGFIRE_READ_TOKEN not configured");
	}

	@Test
	void errorExamplesHaveTheTextsOfTheService() {
		JsonNode said = JsonMapper.shared().readTree(this.api.user("someone_else").body());
		assertThat(text(
				"/components/responses/Problem403/content/application~1problem+json/examples/other_user/value/detail"))
			.isEqualTo(said.get("detail").asString());
		JsonNode bad = JsonMapper.shared().readTree(this.api.user("user_123?days=x&timezone=x").body());
		JsonNode example = this.document
			.at("/components/responses/Problem400/content/application~1problem+json/examples/parameters/value");
		assertThat(example.get("detail")).isEqualTo(bad.get("detail"));
		assertThat(example.get("errors")).isEqualTo(bad.get("errors"));
	}

	@Test
	void answersHaveAnExampleOfAllTheirKeys() {
		JsonNode analytics = operation(ANALYTICS).at("/responses/200/content/application~1json");
		hasTheKeysOf("UserAnalytics", analytics.get("example"));
		hasTheKeysOf("DailyCost", analytics.at("/example/daily_costs/0"));
		JsonNode usage = operation(USAGE).at("/responses/200/content/application~1json/example");
		hasTheKeysOf("Usage", usage);
		hasTheKeysOf("UsageNumbers", usage.get("totals"));
		hasTheKeysOf("CostCoverage", usage.at("/totals/cost_coverage"));
		hasTheKeysOf("Durations", usage.at("/totals/duration_ms"));
		hasTheKeysOf("Bucket", usage.at("/buckets/0"));
		hasTheKeysOf("UsageMeta", usage.get("meta"));
		JsonNode users = operation(USERS).at("/responses/200/content/application~1json/example");
		hasTheKeysOf("Users", users);
		hasTheKeysOf("UserGroup", users.get("totals"));
		hasTheKeysOf("UserGroup", users.get("other"));
		hasTheKeysOf("UserLine", users.at("/users/0"));
		JsonNode comparison = operation(COMPARISON).at("/responses/200/content/application~1json/example");
		hasTheKeysOf("Comparison", comparison);
		hasTheKeysOf("ComparedWindow", comparison.get("current"));
		hasTheKeysOf("ComparedWindow", comparison.get("previous"));
		hasTheKeysOf("Changes", comparison.get("change"));
		assertThat(comparison.get("change").values()).allSatisfy((change) -> hasTheKeysOf("Change", change));
		hasTheKeysOf("ComparedDay", comparison.at("/daily/0"));
		hasTheKeysOf("DayNumbers", comparison.at("/daily/0/current"));
		JsonNode summary = operation(SUMMARY).at("/responses/200/content/application~1json/example");
		hasTheKeysOf("UserSummary", summary);
		hasTheKeysOf("RecentPeriod", summary.get("today"));
		hasTheKeysOf("RecentWindow", summary.at("/month_to_date/current"));
		hasTheKeysOf("RecentChanges", summary.at("/last_7_days/change"));
		JsonNode runs = operation(RUNS).at("/responses/200/content/application~1json/example");
		hasTheKeysOf("RunList", runs);
		hasTheKeysOf("Run", runs.at("/runs/0"));
		JsonNode conversations = operation(CONVERSATIONS).at("/responses/200/content/application~1json/example");
		hasTheKeysOf("ConversationList", conversations);
		hasTheKeysOf("Conversation", conversations.at("/conversations/0"));
		for (String path : List.of(RUNS, CONVERSATIONS)) {
			assertThat(operation(path).at("/responses/200/headers").propertyNames()).contains("Link", "ETag");
		}
		assertThat(operation(USAGE).at("/responses/200/headers").propertyNames()).doesNotContain("Link");
		JsonNode raw = operation(RAW).at("/responses/200/content");
		assertThat(raw.at("/application~1json/schema/type").asString()).isEqualTo("array");
		hasTheKeysOf("RawSpan", raw.at("/application~1json/example/0"));
		hasTheKeysOf("RawSpan", raw.at("/application~1x-ndjson/example"));
		assertThat(operation(RAW).at("/responses/200/headers").propertyNames()).contains("Link", "Server-Timing");
	}

	@Test
	void everyKeyOfAnAnswerIsRequiredAndDescribed() {
		for (String name : List.of("UserAnalytics", "Period", "Summary", "DailyCost", "ConversationStat", "Usage",
				"UsageNumbers", "CostCoverage", "Durations", "Bucket", "UsageMeta", "Comparison", "ComparedWindow",
				"Changes", "Change", "ComparedDay", "DayNumbers", "UserSummary", "RecentPeriod", "RecentWindow",
				"RecentChanges", "RunList", "Run", "ConversationList", "Conversation", "Users", "UserGroup", "UserLine",
				"RawSpan", "ParameterError")) {
			JsonNode schema = this.document.at("/components/schemas/" + name);
			List<String> keys = new ArrayList<>(schema.get("properties").propertyNames());
			keys.removeAll(OPTIONAL.getOrDefault(name, List.of()));
			assertThat(schema.get("required").valueStream().map(JsonNode::asString))
				.containsExactlyInAnyOrderElementsOf(keys);
			assertThat(schema.get("properties").values())
				.allSatisfy((property) -> assertThat(property.path("description").asString()).isNotBlank());
		}
	}

	@Test
	void onlyWhatIsNullableMayBeNull() {
		JsonNode properties = this.document.at("/components/schemas/RawSpan/properties");
		assertThat(properties.at("/parent_span_id/type")).isEqualTo(json("[\"string\",\"null\"]"));
		assertThat(properties.at("/duration_ms/type")).isEqualTo(json("[\"number\",\"null\"]"));
		assertThat(properties.at("/tags/items/type").asString()).isEqualTo("string");
		assertThat(properties.at("/attributes/type").asString()).isEqualTo("object");
		assertThat(properties.at("/message/type").asString()).isEqualTo("string");
		assertThat(this.document.at("/components/schemas/ComparedDay/properties/current/oneOf"))
			.isEqualTo(json("[{\"$ref\":\"#/components/schemas/DayNumbers\"},{\"type\":\"null\"}]"));
		JsonNode run = this.document.at("/components/schemas/Run/properties");
		assertThat(run.at("/run_id/type")).isEqualTo(json("[\"string\",\"null\"]"));
		assertThat(run.at("/duration_ms/type")).isEqualTo(json("[\"number\",\"null\"]"));
		assertThat(run.at("/trace_id/type").asString()).isEqualTo("string");
		assertThat(this.document.at("/components/schemas/UserAnalytics").toString()).doesNotContain("null");
	}

	private void hasTheKeysOf(String schema, JsonNode example) {
		JsonNode described = this.document.at("/components/schemas/" + schema);
		assertThat(described.get("properties").propertyNames()).containsAll(example.propertyNames());
		assertThat(example.propertyNames())
			.containsAll(described.get("required").valueStream().map(JsonNode::asString).toList());
	}

	private HttpResponse<String> ask(String path, String query) {
		AnalyticsApi caller = path.equals(USERS) ? this.api.as(AnalyticsApi.ADMIN_TOKEN) : this.api;
		return caller.get(path.replace("{user_id}", text(parameter(ANALYTICS, "user_id"), "/example")) + "?" + query);
	}

	private List<JsonNode> parameters(String path) {
		return operation(path).path("parameters").valueStream().toList();
	}

	private JsonNode parameter(String path, String name) {
		return parameters(path).stream()
			.filter((parameter) -> parameter.get("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private JsonNode schema(String path, String parameter) {
		return parameter(path, parameter).get("schema");
	}

	private List<String> queryParameters(String path) {
		return parameters(path).stream()
			.filter((parameter) -> parameter.get("in").asString().equals("query"))
			.map((parameter) -> parameter.get("name").asString())
			.toList();
	}

	/** The record of a handler. */
	private Class<?> parametersOf(String path) {
		return this.requestMappingHandlerMapping.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((handler) -> handler.getKey().getPatternValues().contains(path))
			.filter((handler) -> handler.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
			.flatMap((handler) -> Stream.of(handler.getValue().getMethod().getParameterTypes()))
			.filter(Class::isRecord)
			.findFirst()
			.orElseThrow();
	}

	private static List<String> components(Class<?> type) {
		return Stream.of(type.getDeclaredConstructors()[0].getParameters()).flatMap((component) -> {
			if (component.isAnnotationPresent(Valid.class)) {
				return components(component.getType()).stream();
			}
			BindParam given = component.getAnnotation(BindParam.class);
			return Stream.of((given != null) ? given.value() : component.getName());
		}).toList();
	}

	/** A value that is shown for a parameter: its example, or else its default. */
	private static String shown(JsonNode parameter) {
		return Stream.of("/example", "/schema/examples/0", "/schema/items/examples/0", "/schema/default")
			.map((place) -> parameter.at(place).asString(""))
			.filter((value) -> !value.isEmpty())
			.findFirst()
			.orElse("");
	}

	/** What is for files of one format, with that format. */
	private static String pair(JsonNode parameter) {
		String name = parameter.get("name").asString();
		return name + "=" + URLEncoder.encode(shown(parameter), StandardCharsets.UTF_8)
				+ (List.of("section", "bom").contains(name) ? "&format=csv" : "");
	}

	private JsonNode operation(String path) {
		return this.document.get("paths").get(path).get("get");
	}

	private JsonNode resolved(JsonNode node) {
		return this.document.at(node.get("$ref").asString().substring(1));
	}

	private String text(String place) {
		return text(this.document, place);
	}

	private static String text(JsonNode node, String place) {
		return node.at(place).asString();
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
