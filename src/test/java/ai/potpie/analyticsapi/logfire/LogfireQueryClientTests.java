package ai.potpie.analyticsapi.logfire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import ai.potpie.analyticsapi.logfire.rows.Rows;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LogfireQueryClientTests {

	@StartStop
	private final MockWebServer server = new MockWebServer();

	@Test
	void aQueryIsAPostWithTokenLimitAndWiderBounds() throws Exception {
		this.server.enqueue(json("{\"schema\":{\"fields\":[]},\"data\":[]}"));
		TestLogfire.client(this.server).query(TestLogfire.query(10_000), TestLogfire.deadline(), TestLogfire.memory());
		RecordedRequest request = this.server.takeRequest();
		assertThat(request.getMethod()).isEqualTo("POST");
		assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/query");
		assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TestLogfire.TOKEN);
		assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
		assertThat(request.getHeaders().get("Accept-Encoding")).contains("gzip");
		assertThat(request.getHeaders().get("User-Agent")).startsWith("analytics-api");
		JsonNode body = JsonMapper.shared().readTree(request.getBody().utf8());
		assertThat(body).isEqualTo(JsonMapper.shared().readTree("""
				{
					"sql": "SELECT 1 AS one",
					"min_timestamp": "2026-01-31T23:59:59Z",
					"max_timestamp": "2026-02-08T00:00:01Z",
					"limit": 10000,
					"include_schema": true
				}"""));
	}

	@Test
	void rowsComeInOrderAndAMissingKeyIsNull() {
		this.server.enqueue(json("""
				{"schema": {"fields": []}, "data": [
					{"day": "2026-02-01", "n": 9007199254740993},
					{"day": null, "n": 2},
					{"n": 3}
				]}"""));
		Rows rows = TestLogfire.client(this.server)
			.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory());
		assertThat(rows.rows()).extracting((row) -> row.number("n")).containsExactly(9007199254740993L, 2L, 3L);
		assertThat(rows.rows()).extracting((row) -> row.text("day")).containsExactly("2026-02-01", null, null);
	}

	@Test
	void aCompressedAnswerIsRead() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write("{\"data\":[{\"n\":1}]}".getBytes(StandardCharsets.UTF_8));
		}
		this.server.enqueue(new MockResponse.Builder().addHeader("Content-Encoding", "gzip")
			.body(new Buffer().write(bytes.toByteArray()))
			.build());
		assertThat(TestLogfire.client(this.server)
			.query(TestLogfire.query(), TestLogfire.deadline(), TestLogfire.memory())
			.rows()).hasSize(1);
	}

	@Test
	void aStreamHandsOnEveryRowOfEveryMessage() throws Exception {
		this.server.enqueue(new MockResponse.Builder().body("""
				{"type":"schema","schema":{"fields":[{"name":"n","data_type":"Int64","nullable":false}]}}
				{"type":"data","rows":[{"n":1},{"n":2}]}
				{"rows":[{"n":3}],"type":"data"}
				{"type":"end","row_count":3}
				""").build());
		List<String> rows = new ArrayList<>();
		TestLogfire.client(this.server)
			.stream(TestLogfire.query(), (row) -> rows.add(one(row)), TestLogfire.deadline(), TestLogfire.memory(),
					() -> rows.add("begin"));
		assertThat(rows).containsExactly("begin", "1", "2", "3");
		assertThat(this.server.takeRequest().getHeaders().get("Accept")).isEqualTo("application/x-ndjson");
	}

	@Test
	void theReadTokensProjectIsAskedFor() throws Exception {
		this.server.enqueue(json(
				"{\"organization_name\":\"potpie\",\"project_name\":\"agents\",\"organization_subscription_plan\":\"growth\"}"));
		ReadTokenInfo info = TestLogfire.client(this.server).readTokenInfo();
		assertThat(info).isEqualTo(new ReadTokenInfo("potpie", "agents", "growth"));
		assertThat(this.server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1/read-token-info");
	}

	private static String one(JsonParser row) {
		row.nextToken();
		row.nextToken();
		String value = row.getString();
		row.nextToken();
		return value;
	}

	private static MockResponse json(String body) {
		return new MockResponse.Builder().addHeader("Content-Type", "application/json").body(body).build();
	}

}
