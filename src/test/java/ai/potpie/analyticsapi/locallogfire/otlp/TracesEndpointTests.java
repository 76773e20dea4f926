package ai.potpie.analyticsapi.locallogfire.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.Http;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class TracesEndpointTests {

	private static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";

	private static final String SPAN_ID = "eee19b7ec3c1b174";

	private LocalLogfire logfire;

	private LocalLogfireClient client;

	@BeforeEach
	void start() {
		this.logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(LocalLogfireClient.TOKEN));
		this.client = new LocalLogfireClient(this.logfire);
	}

	@AfterEach
	void stop() {
		this.logfire.close();
	}

	@Test
	void jsonBecomesARow() {
		HttpResponse<String> response = send("""
				"startTimeUnixNano": "1770801182512317999", "endTimeUnixNano": 1770801184012317999,
				"parentSpanId": "EEE19B7EC3C1B173", "kind": 2, "status": {}, "unknown": [1]
				""");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{}");
		assertThat(row("""
				SELECT kind, trace_id, span_id, parent_span_id, span_name, message, level, start_timestamp,
					end_timestamp, duration, service_name, service_version, deployment_environment, otel_scope_name,
					otel_scope_version, is_exception, exception_type, otel_status_code, tags, attributes,
					telemetry_sdk_name, http_response_status_code, day
				FROM records""").toString()).isEqualTo(
				"""
						{"kind":"span","trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174",\
						"parent_span_id":"eee19b7ec3c1b173","span_name":"a name","message":"a name","level":9,\
						"start_timestamp":"2026-02-11T09:13:02.512317Z","end_timestamp":"2026-02-11T09:13:04.012317Z",\
						"duration":1.5,"service_name":"a service","service_version":"1.2","deployment_environment":"production",\
						"otel_scope_name":"a scope","otel_scope_version":"3","is_exception":false,"exception_type":null,\
						"otel_status_code":null,"tags":[],"attributes":{},"telemetry_sdk_name":"opentelemetry",\
						"http_response_status_code":null,"day":"2026-02-11"}""");
	}

	@Test
	void attributesKeepTheirTypes() {
		send("""
				"attributes": [
					{"key": "text", "value": {"stringValue": "1"}},
					{"key": "yes", "value": {"boolValue": true}},
					{"key": "whole", "value": {"intValue": "9007199254740993"}},
					{"key": "negative", "value": {"intValue": -5}},
					{"key": "number", "value": {"doubleValue": 1.25}},
					{"key": "nan", "value": {"doubleValue": "NaN"}},
					{"key": "bytes", "value": {"bytesValue": "AAEC"}},
					{"key": "list", "value": {"arrayValue": {"values": [{"intValue": 1}, {"stringValue": "ü"}, {}]}}},
					{"key": "nested.key", "value": {"kvlistValue": {"values": [
						{"key": "inner", "value": {"arrayValue": {}}}]}}},
					{"key": "twice", "value": {"intValue": 1}},
					{"key": "twice", "value": {"intValue": 2}}
				]""");
		assertThat(attributes()).isEqualTo("{\"text\":\"1\",\"yes\":true,\"whole\":9007199254740993,\"negative\":-5,"
				+ "\"number\":1.25,\"nan\":\"NaN\",\"bytes\":\"AAEC\",\"list\":[1,\"ü\",null],"
				+ "\"nested.key\":{\"inner\":[]},\"twice\":2}");
	}

	@Test
	void logfiresOwnAttributesBecomeColumns() {
		send("""
				"attributes": [
					{"key": "logfire.msg", "value": {"stringValue": "hello world"}},
					{"key": "logfire.msg_template", "value": {"stringValue": "hello {name}"}},
					{"key": "logfire.level_num", "value": {"intValue": 13}},
					{"key": "logfire.tags", "value": {"arrayValue": {"values": [{"stringValue": "a tag"}]}}},
					{"key": "logfire.span_type", "value": {"stringValue": "log"}},
					{"key": "user_id", "value": {"stringValue": "user_123"}}
				]""");
		assertThat(row("SELECT kind, message, level, tags, duration, attributes FROM records").toString())
			.isEqualTo("{\"kind\":\"log\",\"message\":\"hello world\",\"level\":13,\"tags\":[\"a tag\"],"
					+ "\"duration\":null,\"attributes\":{\"logfire.msg_template\":\"hello {name}\","
					+ "\"user_id\":\"user_123\"}}");
	}

	@Test
	void whatTheSchemaNamesBecomesJsonAgain() {
		send("""
				"attributes": [
					{"key": "logfire.json_schema", "value": {"stringValue":
						"{\\"type\\":\\"object\\",\\"properties\\":{\\"a\\":{\\"type\\":\\"object\\"},\\"b\\":{\\"type\\":\\"array\\"},\\"c\\":{},\\"d\\":{\\"type\\":\\"object\\"}}}"}},
					{"key": "a", "value": {"stringValue": "{\\"x\\":1.50}"}},
					{"key": "b", "value": {"stringValue": "[1]"}},
					{"key": "c", "value": {"stringValue": "{}"}},
					{"key": "d", "value": {"stringValue": "{broken"}}
				]""");
		assertThat(attributes()).isEqualTo("{\"a\":{\"x\":1.50},\"b\":[1],\"c\":\"{}\",\"d\":\"{broken\"}");
	}

	@Test
	void anExceptionFillsItsColumnsAndAnErrorItsLevel() {
		send("""
				"status": {"code": 2, "message": "it broke"},
				"events": [{"name": "exception", "timeUnixNano": "1770801182512317000", "attributes": [
					{"key": "exception.type", "value": {"stringValue": "ValueError"}},
					{"key": "exception.message", "value": {"stringValue": ""}},
					{"key": "exception.stacktrace", "value": {"stringValue": "line 1\\nline 2"}}]}]
				""");
		assertThat(row("""
				SELECT level, is_exception, exception_type, exception_message, exception_stacktrace,
					otel_status_code, otel_status_message, otel_events FROM records""").toString()).isEqualTo("""
				{"level":17,"is_exception":true,"exception_type":"ValueError","exception_message":"",\
				"exception_stacktrace":"line 1\\nline 2","otel_status_code":"ERROR","otel_status_message":"it broke",\
				"otel_events":[{"event_name":"exception","event_timestamp":"2026-02-11T09:13:02.512317Z",\
				"attributes":{"exception.type":"ValueError","exception.message":"",\
				"exception.stacktrace":"line 1\\nline 2"}}]}""");
	}

	@Test
	void otherEventsAreCopiedIntoRows() {
		send("""
				"events": [{"name": "exception"}, {"name": "ping", "timeUnixNano": "1770801182512317000",
					"attributes": [{"key": "n", "value": {"intValue": 1}}]}]""");
		assertThat(row("SELECT span_name, parent_span_id, trace_id, duration, service_name, attributes FROM records "
				+ "WHERE kind = 'span_event'")
			.toString())
			.isEqualTo("{\"span_name\":\"ping\",\"parent_span_id\":\"%s\",\"trace_id\":\"%s\",".formatted(SPAN_ID,
					TRACE_ID) + "\"duration\":null,\"service_name\":\"a service\",\"attributes\":{\"n\":1}}");
	}

	@Test
	void pendingSpansTakeTheIdsOfTheirSpan() {
		send("""
				"parentSpanId": "00000000000000aa",
				"attributes": [
					{"key": "logfire.span_type", "value": {"stringValue": "pending_span"}},
					{"key": "logfire.pending_parent_id", "value": {"stringValue": "0000000000000000"}}
				]""");
		assertThat(this.client.rows("SELECT 1 AS x FROM records")).isEmpty();
		assertThat(row("SELECT kind, span_id, parent_span_id, attributes FROM records_all").toString()).isEqualTo(
				"{\"kind\":\"pending_span\",\"span_id\":\"00000000000000aa\",\"parent_span_id\":null,\"attributes\":{}}");
	}

	@Test
	void aSpanThatIsSentTwiceIsStoredTwice() {
		send("\"status\": {}");
		send("\"status\": {}");
		assertThat(row("SELECT COUNT(*) AS n FROM records WHERE span_id = '%s'".formatted(SPAN_ID)).path("n").asInt())
			.isEqualTo(2);
	}

	@Test
	void gzipIsUnpacked() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(export("\"status\": {}").getBytes(StandardCharsets.UTF_8));
		}
		assertThat(post(bytes.toByteArray(), "application/json; charset=utf-8", "gzip").statusCode()).isEqualTo(200);
		assertThat(this.client.rows("SELECT span_id FROM records")).hasSize(1);
	}

	@Test
	void spansWithBadIdsAreRejectedAndCounted() throws IOException {
		ExportTraceServiceRequest.Builder export = ExportTraceServiceRequest.newBuilder();
		Span.Builder good = Span.newBuilder()
			.setStartTimeUnixNano(1770801182512317000L)
			.setTraceId(ByteString.copyFrom(new byte[16]))
			.setSpanId(ByteString.copyFrom(new byte[8]));
		export.addResourceSpansBuilder()
			.addScopeSpansBuilder()
			.addSpans(good)
			.addSpans(Span.newBuilder().setName("without ids"));
		HttpResponse<byte[]> response = post(export.build().toByteArray(), "application/x-protobuf", "identity");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
		assertThat(ExportTraceServiceResponse.parseFrom(response.body()).getPartialSuccess().getRejectedSpans())
			.isEqualTo(1);
		assertThat(row("SELECT service_name, span_name FROM records").toString())
			.isEqualTo("{\"service_name\":\"unknown_service\",\"span_name\":\"\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "1", "{\"resourceSpans\":{}}", "{\"resourceSpans\":[1]}",
			"{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}",
			"{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":1}]}]}]}" })
	void whatIsNotOtlpIs400(String body) {
		HttpResponse<byte[]> response = post(body.getBytes(StandardCharsets.UTF_8), "application/json", "identity");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(LocalLogfireClient.JSON.readTree(response.body()).path("code").asInt()).isEqualTo(3);
		assertThat(LocalLogfireClient.JSON.readTree(response.body()).path("message").asString()).isNotBlank();
	}

	@Test
	void brokenProtobufAndBrokenGzipAre400AndOtherTypes415() {
		byte[] body = "nonsense".getBytes(StandardCharsets.UTF_8);
		assertThat(post(body, "application/x-protobuf", "identity").statusCode()).isEqualTo(400);
		assertThat(post(body, "application/json", "gzip").statusCode()).isEqualTo(400);
		assertThat(post(body, "text/plain", "identity").statusCode()).isEqualTo(415);
		assertThat(post(body, "application/json", "br").statusCode()).isEqualTo(415);
	}

	private HttpResponse<String> send(String more) {
		return this.client.post("/v1/traces", export(more), Map.of());
	}

	private HttpResponse<byte[]> post(byte[] body, String contentType, String contentEncoding) {
		return Http.send(this.client
			.request("/v1/traces", Map.of("Content-Type", contentType, "Content-Encoding", contentEncoding))
			.POST(BodyPublishers.ofByteArray(body))
			.build(), BodyHandlers.ofByteArray());
	}

	/** One span of one resource, with more of its properties. */
	private static String export(String more) {
		String times = more.contains("startTimeUnixNano") ? ""
				: "\"startTimeUnixNano\": \"1770801182512317000\", \"endTimeUnixNano\": \"1770801182512317000\",";
		return """
				{"resourceSpans": [{
					"resource": {"attributes": [
						{"key": "service.name", "value": {"stringValue": "a service"}},
						{"key": "service.version", "value": {"stringValue": "1.2"}},
						{"key": "telemetry.sdk.name", "value": {"stringValue": "opentelemetry"}},
						{"key": "deployment.environment", "value": {"stringValue": "old"}},
						{"key": "deployment.environment.name", "value": {"stringValue": "production"}}]},
					"scopeSpans": [{
						"scope": {"name": "a scope", "version": "3"},
						"spans": [{"traceId": "%s", "spanId": "%s", "name": "a name", %s %s}]}]}]}
				""".formatted(TRACE_ID, SPAN_ID, times, more);
	}

	private JsonNode row(String sql) {
		JsonNode rows = this.client.rows(sql);
		assertThat(rows).hasSize(1);
		return rows.get(0);
	}

	/** Its text, because a tree would not keep 1.50. */
	private String attributes() {
		String answer = this.client
			.query(LocalLogfireClient.body("SELECT attributes FROM records", Map.of("include_schema", false)),
					"application/json")
			.body();
		return answer.substring("{\"data\":[{\"attributes\":".length(), answer.length() - "}]}".length());
	}

}
