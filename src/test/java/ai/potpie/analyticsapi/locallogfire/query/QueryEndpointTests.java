package ai.potpie.analyticsapi.locallogfire.query;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.Http;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static ai.potpie.analyticsapi.testing.LocalLogfireClient.JSON;
import static ai.potpie.analyticsapi.testing.LocalLogfireClient.TOKEN;
import static ai.potpie.analyticsapi.testing.LocalLogfireClient.body;
import static org.assertj.core.api.Assertions.assertThat;

class QueryEndpointTests {

	private static final Instant NINE = Instant.parse("2026-02-11T09:00:00.000001Z");

	private static final String HUNDREDS = "SELECT n FROM range(20000) AS t(n) ORDER BY n";

	private static LocalLogfire logfire;

	private static LocalLogfireClient client;

	@BeforeAll
	static void start() {
		logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(TOKEN));
		client = new LocalLogfireClient(logfire);
		logfire.store(List.of(
				span(1).environment("production")
					.attributes("{\"user_id\":\"user_123\",\"n\":123456789012345678901234567890,\"a.b\":1.50}")
					.tags(List.of("a", "b"))
					.build(),
				span(2).environment("staging").level(13).build(), span(3).kind("log").build(),
				span(4).kind("pending_span").build()));
	}

	/** The n-th starts n - 1 hours after nine and takes 1.5 seconds. */
	private static SpanRecordBuilder span(int n) {
		return SpanRecord.builder("%032x".formatted(n), "%016x".formatted(n), "span " + n)
			.time(NINE.plus(Duration.ofHours(n - 1)), Duration.ofMillis(1500));
	}

	@AfterAll
	static void stop() {
		logfire.close();
	}

	@Test
	void withoutTheTokenIs401() {
		for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer other"),
				Map.of("Authorization", "Basic " + TOKEN))) {
			HttpResponse<String> response = client.post("/v2/query", body("SELECT 1"), headers);
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.body()).isEqualTo("{\"detail\":\"Invalid token\"}");
		}
	}

	@Test
	void theBareTokenWorksToo() {
		assertThat(client.post("/v2/query", body("SELECT 1 AS x"), Map.of("Authorization", TOKEN)).statusCode())
			.isEqualTo(200);
	}

	@Test
	void readTokenInfoNamesOrganizationAndProject() {
		HttpResponse<String> response = client.get("/v1/read-token-info", Map.of("Authorization", TOKEN));
		assertThat(JSON.readTree(response.body()).path("organization_name").asString()).isEqualTo("local");
		assertThat(JSON.readTree(response.body()).path("project_name").asString()).isEqualTo("local-logfire");
		assertThat(client.get("/v1/read-token-info", Map.of()).statusCode()).isEqualTo(401);
	}

	@Test
	void anotherMethodIs405AndAnotherPath404() {
		HttpResponse<String> response = client.get("/v2/query", Map.of("Authorization", TOKEN));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
		HttpResponse<String> nowhere = client.get("/v3/query", Map.of("Authorization", TOKEN));
		assertThat(nowhere.statusCode()).isEqualTo(404);
		assertThat(JSON.readTree(nowhere.body()).isObject()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "null", "{\"min_timestamp\":\"2026-01-01T00:00:00Z\"}",
			"{\"sql\":\"SELECT 1\"}", "{\"sql\":\" \",\"min_timestamp\":\"2026-01-01T00:00:00Z\"}",
			"{\"sql\":1,\"min_timestamp\":\"2026-01-01T00:00:00Z\"}",
			"{\"sql\":\"SELECT 1\",\"min_timestamp\":\"2026-01-01T00:00:00\"}",
			"{\"sql\":\"SELECT 1\",\"min_timestamp\":\"yesterday\"}",
			"{\"sql\":\"SELECT 1\",\"min_timestamp\":1770000000}" })
	void aBodyWithoutSqlOrMinTimestampIs422(String body) {
		assertUnprocessable(body);
	}

	@Test
	void aBodyWithAWrongFieldIs422() {
		for (Map<String, ?> wrong : List.of(Map.of("limit", 0), Map.of("limit", 10_001), Map.of("limit", "5"),
				Map.of("limit", 1.5), Map.of("max_timestamp", "2026-01-01"), Map.of("timezone", "Mars/Base"),
				Map.of("timezone", 1), Map.of("deployment_environment", 1),
				Map.of("deployment_environment", List.of(1)), Map.of("explain", "yes"), Map.of("include_schema", 1))) {
			assertUnprocessable(body("SELECT 1", wrong));
		}
	}

	private static void assertUnprocessable(String body) {
		HttpResponse<String> response = client.query(body, "application/json");
		assertThat(response.statusCode()).as(body).isEqualTo(422);
		assertThat(JSON.readTree(response.body()).path("detail").asString()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT nothing FROM records", "SELECT 'x", "SELECT CAST('x' AS INTEGER)", "SELEC 1",
			"SELECT 1 AS rowid" })
	void sqlThatDoesNotRunIs400(String sql) {
		for (String accept : List.of("application/json", "application/x-ndjson", "text/csv")) {
			HttpResponse<String> response = client.query(body(sql), accept);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(JSON.readTree(response.body()).path("detail").asString()).isNotBlank();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json                              | application/json
			*/*                                           | application/json
			application/*                                 | application/json
			text/*                                        | text/csv
			TEXT/CSV; charset=utf-8                       | text/csv
			application/json;q=0.5, text/csv              | text/csv
			text/html, */*;q=0.1                          | application/json
			*/*, application/json;q=0.2                   | application/x-ndjson
			application/vnd.apache.arrow.stream, text/csv | text/csv
			application/json;q=0, */*;q=0.1               | application/x-ndjson
			""")
	void theTypeIsTheOneAcceptedMost(String accept, String type) {
		HttpResponse<String> response = client.query(body("SELECT 1 AS x"), accept);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
	}

	@Test
	void withoutAcceptTheTypeIsJson() {
		HttpResponse<String> response = client.post("/v2/query", body("SELECT 1 AS x"), Map.of("Authorization", TOKEN));
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/vnd.apache.arrow.stream", "text/html, image/*", "application/json;q=0",
			"*/*;q=0", "application/jsonp", "json" })
	void aTypeThatCannotBeWrittenIs406(String accept) {
		HttpResponse<String> response = client.query(body("SELECT 1 AS x"), accept);
		assertThat(response.statusCode()).isEqualTo(406);
		assertThat(JSON.readTree(response.body()).path("detail").asString()).contains("application/json",
				"application/x-ndjson", "text/csv");
	}

	@Test
	void rowsAreLimitedTo100ByDefault() {
		assertThat(client.rows(HUNDREDS)).hasSize(100);
		assertThat(client.rows(HUNDREDS + " LIMIT 500")).hasSize(100);
		assertThat(client.rows(HUNDREDS + " LIMIT 5 OFFSET 7").toString())
			.isEqualTo("[{\"n\":7},{\"n\":8},{\"n\":9},{\"n\":10},{\"n\":11}]");
	}

	@Test
	void theLimitWinsOverTheSqlsOwn() {
		assertThat(client.rows(HUNDREDS + " LIMIT 5", Map.of("limit", 7))).hasSize(7);
		assertThat(client.rows(HUNDREDS + " LIMIT 500", Map.of("limit", 7))).hasSize(7);
		assertThat(client.rows(HUNDREDS, Map.of("limit", 10_000)).get(9_999).path("n").asInt()).isEqualTo(9_999);
		assertThat(client.rows("SELECT 1 AS x UNION ALL (SELECT 2 LIMIT 1) LIMIT 1", Map.of("limit", 5))).hasSize(2);
	}

	@Test
	void recordsStartBetweenTheBounds() {
		assertThat(names("SELECT span_name FROM records ORDER BY 1", Map.of())).containsExactly("span 1", "span 2",
				"span 3");
		assertThat(names("SELECT span_name FROM records", Map.of("min_timestamp", "2026-02-11T10:30:00Z")))
			.containsExactly("span 3");
		assertThat(names("SELECT span_name FROM records",
				Map.of("min_timestamp", "2026-02-11T10:30:00+01:00", "max_timestamp", "2026-02-11T10:30:00Z")))
			.containsExactly("span 2");
		assertThat(names("SELECT span_name FROM records", Map.of("max_timestamp", NINE.toString()))).isEmpty();
		assertThat(names("SELECT span_name FROM records", Map.of("max_timestamp", NINE.plusNanos(1000).toString())))
			.containsExactly("span 1");
	}

	@Test
	void pendingSpansAreInRecordsAllOnly() {
		assertThat(names("SELECT span_name FROM records_all WHERE kind = 'pending_span'", Map.of()))
			.containsExactly("span 4");
		assertThat(names("SELECT span_name FROM records WHERE kind = 'pending_span'", Map.of())).isEmpty();
	}

	@Test
	void environmentsRestrictTheRecords() {
		String sql = "SELECT span_name FROM records ORDER BY 1";
		assertThat(names(sql, Map.of("deployment_environment", "production"))).containsExactly("span 1");
		assertThat(names(sql, Map.of("deployment_environment", List.of("production", "staging"))))
			.containsExactly("span 1", "span 2");
		assertThat(names(sql, Map.of("deployment_environment", List.of("")))).containsExactly("span 3");
		assertThat(names(sql, Map.of("deployment_environment", List.of("", "staging", "it's"))))
			.containsExactly("span 2", "span 3");
	}

	@Test
	void daysAreThoseOfTheTimezone() {
		String sql = "SELECT CAST(TIMESTAMPTZ '2026-02-11T23:30:00Z' AS DATE) AS d";
		assertThat(client.rows(sql).toString()).isEqualTo("[{\"d\":\"2026-02-11\"}]");
		assertThat(client.rows(sql, Map.of("timezone", "Europe/Paris")).toString())
			.isEqualTo("[{\"d\":\"2026-02-12\"}]");
	}

	@Test
	void valuesAreWrittenAsLogfireWritesThem() {
		String sql = """
				SELECT 9007199254740993 AS big, CAST(1.5 AS DECIMAL(10, 3)) AS exact, CAST('NaN' AS DOUBLE) AS nan,
					CAST('-Infinity' AS DOUBLE) AS infinite, 1.25e0 AS number, NULL AS nothing, TRUE AS yes,
					DATE '2026-02-11' AS d, TIMESTAMPTZ '2026-02-11T09:00:00.5+01:00' AS t, ['a', 'b'] AS list,
					{'x': [1]} AS nested, 'ü"' AS text, CAST(1 AS HUGEINT) AS huge
				""";
		assertThat(client.query(body(sql), "application/json").body()).endsWith(
				"\"data\":[{\"big\":9007199254740993,\"exact\":1.500,\"nan\":null,\"infinite\":null,\"number\":1.25,"
						+ "\"nothing\":null,\"yes\":true,\"d\":\"2026-02-11\",\"t\":\"2026-02-11T08:00:00.500Z\","
						+ "\"list\":[\"a\",\"b\"],\"nested\":{\"x\":[1]},\"text\":\"ü\\\"\",\"huge\":1}]}");
	}

	@Test
	void attributesAreAnObjectWithItsNumbersUnchanged() {
		HttpResponse<String> response = client.query(body("SELECT attributes FROM records WHERE span_name = 'span 1'"),
				"application/json");
		assertThat(response.body())
			.contains("{\"attributes\":{\"user_id\":\"user_123\",\"n\":123456789012345678901234567890,\"a.b\":1.50}}");
	}

	@Test
	void jsonHasTheSchemaUnlessItIsNotWanted() {
		String sql = "SELECT span_name, duration, day, tags, start_timestamp, attributes, COUNT(*) AS n FROM records "
				+ "WHERE kind = 'log' GROUP BY ALL";
		JsonNode answer = JSON.readTree(client.query(body(sql), "application/json").body());
		assertThat(answer.path("schema").path("metadata").isObject()).isTrue();
		Map<String, String> types = new HashMap<>();
		for (JsonNode field : answer.path("schema").path("fields")) {
			assertThat(field.path("nullable").isBoolean()).isTrue();
			types.put(field.path("name").asString(), field.path("data_type").asString());
		}
		assertThat(types)
			.isEqualTo(Map.of("span_name", "Utf8", "duration", "Float64", "day", "Date32", "tags", "List(Utf8)",
					"start_timestamp", "Timestamp(Microsecond, Some(\"UTC\"))", "attributes", "Utf8", "n", "Int64"));
		assertThat(answer.path("data").get(0).path("duration").isNull()).isTrue();
		assertThat(client.query(body(sql, Map.of("include_schema", false)), "application/json").body())
			.startsWith("{\"data\":[");
	}

	@Test
	void ndjsonIsSchemaDataAndEnd() {
		HttpResponse<String> response = client.query(body(HUNDREDS, Map.of("limit", 5000)), "application/x-ndjson");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
		List<JsonNode> lines = response.body().lines().map(JSON::readTree).toList();
		assertThat(lines.get(0).toString()).isEqualTo("{\"type\":\"schema\",\"schema\":{\"fields\":"
				+ "[{\"name\":\"n\",\"data_type\":\"Int64\",\"nullable\":true}]}}");
		assertThat(lines.get(lines.size() - 1).toString()).isEqualTo("{\"type\":\"end\",\"row_count\":5000}");
		List<JsonNode> data = lines.subList(1, lines.size() - 1);
		assertThat(data).hasSizeGreaterThan(1)
			.allSatisfy((line) -> assertThat(line.path("type").asString()).isEqualTo("data"));
		assertThat(data.stream().flatMap((line) -> line.path("rows").valueStream()).map((row) -> row.path("n").asInt()))
			.isEqualTo(IntStream.range(0, 5000).boxed().toList());
	}

	@Test
	void ndjsonWithoutRowsEndsToo() {
		assertThat(client.query(body("SELECT 1 AS x WHERE FALSE"), "application/x-ndjson").body())
			.endsWith("}\n{\"type\":\"end\",\"row_count\":0}\n");
	}

	@Test
	void csvHasAHeaderAndQuotesWhatMustBe() {
		HttpResponse<String> response = client
			.query(body("SELECT span_name, attributes, tags, duration, start_timestamp, parent_span_id, 'a\"b,' AS q "
					+ "FROM records WHERE span_name = 'span 1'"), "text/csv");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
		assertThat(response.body()).isEqualTo("""
				span_name,attributes,tags,duration,start_timestamp,parent_span_id,q
				span 1,"{""user_id"":""user_123"",""n"":123456789012345678901234567890,""a.b"":1.50}",\
				"[""a"",""b""]",1.5,2026-02-11T09:00:00.000001Z,,"a""b,"
				""");
	}

	@Test
	void explainAddsThePlan() {
		Map<String, ?> explain = Map.of("explain", true);
		JsonNode answer = JSON
			.readTree(client.query(body("SELECT COUNT(*) AS n FROM records", explain), "application/json").body());
		assertThat(answer.path("physical_plan").asString()).contains("stored_record");
		assertThat(client.query(body("SELECT 1 AS x", explain), "application/x-ndjson").body())
			.contains("\n{\"type\":\"explain\"");
	}

	@Test
	void gzipIfAsked() throws IOException {
		HttpResponse<byte[]> response = Http.send(client
			.request("/v2/query",
					Map.of("Accept", "application/json", "Accept-Encoding", "gzip", "Authorization", TOKEN))
			.POST(BodyPublishers.ofString(body(HUNDREDS, Map.of("limit", 5000))))
			.build(), BodyHandlers.ofByteArray());
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
			assertThat(JSON.readTree(json.readAllBytes()).path("data")).hasSize(5000);
		}
	}

	@Test
	void levelsCanBeNamed() {
		assertThat(names("SELECT span_name FROM records WHERE level >= 'warn'", Map.of())).containsExactly("span 2");
		assertThat(names("SELECT span_name FROM records r WHERE 'Warn' = r.level", Map.of())).containsExactly("span 2");
		assertThat(client.rows("SELECT level_num('error') AS n, level_name(13) AS name").get(0).toString())
			.isEqualTo("{\"n\":17,\"name\":\"warn\"}");
	}

	@Test
	void internalColumnsAreThereAsInLogfire() {
		assertThat(client.rows("SELECT COUNT(*) AS n FROM records WHERE project_id = 'mine'").toString())
			.isEqualTo("[{\"n\":0}]");
		assertThat(client.rows("SELECT day FROM records WHERE kind = 'log'").toString())
			.isEqualTo("[{\"day\":\"2026-02-11\"}]");
	}

	private static List<String> names(String sql, Map<String, ?> more) {
		return client.rows(sql, more).valueStream().map((row) -> row.path("span_name").asString()).toList();
	}

}
