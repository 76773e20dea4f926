package ai.potpie.analyticsapi.telemetry;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the service tells of itself when it is told where: all of it, read back from what
 * was sent.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = { "management.server.port=0",
		"OTEL_EXPORTER_OTLP_HEADERS=Authorization=pylf_v1_us_write, X-Team=a%20b%2Cc",
		"management.otlp.metrics.export.step=1s", "management.opentelemetry.tracing.export.schedule-delay=100ms",
		"logfire.read-token=pylf_v1_us_read", "analytics.api-tokens=*=" + OtlpExportTests.TOKEN })
@DirtiesContext
class OtlpExportTests {

	static final String TOKEN = "zH0fXyqk4dCkAVKx5zQ3mUnE-8JrPb2s";

	private static final String API = "/api/v1/analytics/user/";

	private static final Duration LONG = Duration.ofSeconds(30);

	/** For the context, which ends after the last test. */
	private static final TestBackend backend = TestBackend.start();

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@DynamicPropertySource
	static void addresses(DynamicPropertyRegistry properties) {
		properties.add("OTEL_EXPORTER_OTLP_ENDPOINT", () -> backend.url() + "/");
		properties.add("logfire.base-url", backend::url);
	}

	@BeforeEach
	void ask() {
		if (backend.requests("/v2/query").isEmpty()) {
			get(this.port, "/livez");
			get(this.managementPort, "/actuator/prometheus");
			get(this.port, API + "hidden_user?days=3&project_id=hidden_project");
			get(this.port, API + "hidden_user/raw?days=99&span_name=hidden_name");
			get(this.port, API + "hidden_user/raw?cursor=hidden_cursor");
			get(this.port, "/nothing/hidden_path?hidden_parameter=1");
			get(this.port, API + TestBackend.CUT_OFF);
			await().atMost(LONG).until(() -> serverSpans().size() >= 5);
		}
	}

	@Test
	void spansOfRequestsAreNamedForTheirRoutes() {
		assertThat(serverSpans()).extracting(Span::getName)
			.contains("http get /api/v1/analytics/user/{user_id}", "http get /api/v1/analytics/user/{user_id}/raw");
		assertThat(attributes(answered())).contains("method=GET", "status=200", "outcome=SUCCESS",
				"uri=/api/v1/analytics/user/{user_id}", "exception=none");
	}

	@Test
	void theCallOfLogfireIsPartOfTheRequest() {
		Span request = answered();
		Span call = backend.spans()
			.stream()
			.filter((span) -> span.getTraceId().equals(request.getTraceId()))
			.filter((span) -> attributes(span).contains("uri=/v2/query"))
			.findFirst()
			.orElseThrow();
		assertThat(call.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
		assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
	}

	/** The span of a question that was answered. */
	private static Span answered() {
		return serverSpans().stream()
			.filter((span) -> attributes(span).containsAll(List.of("status=200", "uri=" + API + "{user_id}")))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void callersTracesGoOnHereAndEndHere() {
		String traceId = "0af7651916cd43dd8448eb211c80319c";
		get(this.port, API + "user?days=1", "traceparent", "00-" + traceId + "-b7ad6b7169203331-01");
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(serverSpans()).extracting((span) -> hex(span.getTraceId().toByteArray()))
				.contains(traceId));
		assertThat(backend.requests("/v2/query"))
			.noneMatch((request) -> request.getHeaders().get("traceparent") != null);
	}

	@Test
	void nothingTellsOfUsersTokensOrQuestions() {
		assertThat(backend.resources().toString()).contains("analytics-api")
			.doesNotContain("hidden", "pylf_", TOKEN, "SELECT", "http://", "at ai.potpie");
		await().atMost(LONG).until(() -> backend.metrics().toString().contains("{user_id}"));
		assertThat(backend.metrics().toString()).doesNotContain("hidden", "pylf_", TOKEN, "SELECT");
	}

	/** So no user_id, which would make them count as somebody's. */
	@Test
	void attributesAreThoseOfFewValuesAlone() {
		assertThat(backend.spans()).flatExtracting(Span::getAttributesList)
			.extracting(KeyValue::getKey)
			.containsOnly("method", "uri", "status", "outcome", "exception", "client.name");
	}

	@Test
	void failuresAreToldByTheirKindAlone() {
		Span failed = backend.spans()
			.stream()
			.filter((span) -> span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
			.findFirst()
			.orElseThrow();
		assertThat(attributes(failed)).contains("exception=ResourceAccessException");
		assertThat(failed.getStatus().getMessage()).isEmpty();
		assertThat(failed.getEventsList()).isEmpty();
		assertThat(failed.getDroppedAttributesCount()).isZero();
	}

	@Test
	void probesAndScrapesHaveNoSpans() {
		assertThat(backend.spans()).noneMatch((span) -> attributes(span).contains("uri=/livez"))
			.noneMatch((span) -> attributes(span).contains("uri=/actuator/prometheus"));
	}

	@Test
	void metricsAreSent() {
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(backend.metrics()).extracting(Metric::getName)
				.contains("http.server.requests", "http.client.requests", "jvm.memory.used"));
	}

	@Test
	void headersAreDecodedAndSentWithBoth() {
		Stream.of("/v1/traces", "/v1/metrics").forEach((path) -> {
			await().atMost(LONG).until(() -> !backend.requests(path).isEmpty());
			assertThat(backend.requests(path)).allSatisfy((request) -> {
				assertThat(request.getHeaders().values("Authorization")).containsExactly("pylf_v1_us_write");
				assertThat(request.getHeaders().values("X-Team")).containsExactly("a b,c");
				assertThat(request.getHeaders().values("Content-Type")).containsExactly("application/x-protobuf");
			});
		});
	}

	private static List<Span> serverSpans() {
		return backend.spans().stream().filter((span) -> span.getKind() == SpanKind.SPAN_KIND_SERVER).toList();
	}

	private static List<String> attributes(Span span) {
		return span.getAttributesList().stream().map(OtlpExportTests::text).toList();
	}

	private static String text(KeyValue attribute) {
		return attribute.getKey() + "=" + attribute.getValue().getStringValue();
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private static void get(int port, String path, String... headers) {
		new AnalyticsApi(port, TOKEN).get(path, headers);
	}

}
