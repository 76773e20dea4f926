package ai.potpie.analyticsapi.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.analytics.period.LocalDays;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From an OpenTelemetry SDK to the answer of the API, with nothing made up in between.
 */
@ApiTest
class OpenTelemetryApiTests {

	private static final Instant START = ApiTest.NOW.minus(Duration.ofHours(1));

	@Autowired
	private LocalLogfire logfire;

	@Test
	void spansFromAnSdkAreCountedAndListed(@LocalServerPort int port) {
		send();
		AnalyticsApi api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
		assertThat(api.user("otel?days=1").body()).isEqualTo("""
				{"user_id":"otel",\
				"period":{"start":"2026-02-11T00:00:00Z","end":"2026-02-12T00:00:00Z","days":1},\
				"summary":{"total_cost":0.0123,"total_agent_runs":1,"avg_duration_ms":1500,"success_rate":1},\
				"daily_costs":[{"date":"2026-02-11","cost":0.0123,"run_count":1}],\
				"agent_runs_by_outcome":{"success":1},\
				"conversation_stats":[{"date":"2026-02-11","count":1,"avg_messages":1}],\
				"meta":{"as_of":"2026-02-11T09:30:00Z","source":"logfire","timezone":"UTC","tzdata":"TZDATA"}}"""
			.replace("TZDATA", LocalDays.tzdata()));
		JsonNode spans = JsonMapper.shared().readTree(api.user("otel/raw?span_name=agent_run_usage").body());
		assertThat(spans).hasSize(1);
		assertThat(spans.get(0).get("service_name").asString()).isEqualTo("potpie");
		assertThat(spans.get(0).get("attributes").get("actual_cost").decimalValue()).isEqualByComparingTo("0.0123");
	}

	private void send() {
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(this.logfire.baseUrl() + "/v1/traces")
			.setCompression("gzip")
			.build();
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(Resource.create(Attributes.builder().put("service.name", "potpie").build()))
			.addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
			.build()) {
			Tracer tracer = provider.get("pydantic-ai");
			Span agent = span(tracer, "invoke_agent planner", Context.root());
			Span usage = span(tracer, "agent_run_usage", Context.root().with(agent));
			usage.setAttribute("actual_cost", 0.0123).setAttribute("outcome", "Completed");
			usage.end(START.plusMillis(2));
			agent.end(START.plusMillis(1500));
			assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
		}
	}

	private static Span span(Tracer tracer, String name, Context parent) {
		return tracer.spanBuilder(name)
			.setParent(parent)
			.setStartTimestamp(START)
			.setAttribute("user_id", "otel")
			.setAttribute("run_id", "run-1")
			.setAttribute("gen_ai.conversation.id", "conversation-1")
			.startSpan();
	}

}
