package ai.potpie.analyticsapi.locallogfire;

import java.util.List;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real SDK sends, the query API answers.
 */
class OpenTelemetrySdkTests {

	@ParameterizedTest
	@ValueSource(strings = { "none", "gzip" })
	void spansOfTheSdkAreRecords(String compression) {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(LocalLogfireClient.TOKEN))) {
			sendParentAndChild(logfire, compression);
			JsonNode rows = new LocalLogfireClient(logfire).rows("""
					SELECT c.span_name, c.kind, c.level, c.exception_type, c.exception_message, c.attributes,
						c.service_name, c.deployment_environment, c.otel_scope_name, p.span_name AS parent_name,
						c.trace_id = p.trace_id AS same_trace, c.telemetry_sdk_language
					FROM records c JOIN records p ON c.parent_span_id = p.span_id AND c.kind = 'span'
					""");
			assertThat(rows).isEqualTo(LocalLogfireClient.JSON.readTree("""
					[{"span_name":"agent_run_usage","kind":"span","level":17,\
					"exception_type":"java.lang.IllegalStateException","exception_message":"too bad",\
					"attributes":{"actual_cost":0.0123,"n":3,"parts":["a","b"],"user_id":"user_123"},\
					"service_name":"potpie","deployment_environment":"staging","otel_scope_name":"test",\
					"parent_name":"agent run","same_trace":true,"telemetry_sdk_language":"java"}]"""));
		}
	}

	private static void sendParentAndChild(LocalLogfire logfire, String compression) {
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(logfire.baseUrl() + "/v1/traces")
			.setCompression(compression)
			.build();
		Attributes resource = Attributes.builder()
			.put("service.name", "potpie")
			.put("deployment.environment.name", "staging")
			.build();
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(Resource.getDefault().merge(Resource.create(resource)))
			.addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
			.build()) {
			Tracer tracer = provider.get("test");
			Span parent = tracer.spanBuilder("agent run").startSpan();
			Span child = tracer.spanBuilder("agent_run_usage")
				.setParent(Context.root().with(parent))
				.setAttribute("user_id", "user_123")
				.setAttribute("actual_cost", 0.0123)
				.setAttribute("n", 3)
				.setAttribute(AttributeKey.stringArrayKey("parts"), List.of("a", "b"))
				.startSpan();
			child.recordException(new IllegalStateException("too bad"));
			child.setStatus(StatusCode.ERROR);
			child.addEvent("ping");
			child.end();
			parent.end();
			assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
		}
	}

}
