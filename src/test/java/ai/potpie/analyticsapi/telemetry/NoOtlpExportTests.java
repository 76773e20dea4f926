package ai.potpie.analyticsapi.telemetry;

import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without an endpoint there is no telemetry, and nothing of it in memory. An empty
 * setting is none.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.api-tokens=*=zH0fXyqk4dCkAVKx5zQ3mUnE-8JrPb2s",
				"OTEL_EXPORTER_OTLP_ENDPOINT= ", "OTEL_EXPORTER_OTLP_HEADERS=Authorization=unused" })
class NoOtlpExportTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void nothingTracesOrExports() {
		assertThat(Stream.of(this.context.getBeanDefinitionNames()).map(this.context::getType)).doesNotContainNull()
			.noneMatch((type) -> type.getName().matches(".*(tracing|opentelemetry|otlp|telemetry).*"));
	}

	@Test
	void metricsAreThereToBeFetchedAndNotPushed() {
		assertThat(this.context.getBeansOfType(MeterRegistry.class).values()).singleElement()
			.isInstanceOf(PrometheusMeterRegistry.class);
	}

}
