package ai.potpie.analyticsapi.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import ai.potpie.analyticsapi.settings.HttpAddress;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Maps OpenTelemetry's variables to Boot's properties. Boot reads these and others like
 * {@code OTEL_TRACES_SAMPLER} from environment variables alone; this class also accepts
 * them in {@code .env} and, because one is a secret, in files.
 */
class OtlpSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	static final String TRACES_ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	private static final String TRACES_HEADERS = "management.opentelemetry.tracing.export.otlp.headers";

	private static final String METRICS_ENDPOINT = "management.otlp.metrics.export.url";

	private static final String METRICS_HEADERS = "management.otlp.metrics.export.headers";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (haveEndpoint(environment)) {
			requireAddress(endpoint(environment));
			environment.getPropertySources().addLast(new MapPropertySource("otlp", properties(environment)));
		}
	}

	/**
	 * Whether an endpoint is set. Without one, nothing is exported, not even to a default
	 * endpoint.
	 */
	static boolean haveEndpoint(Environment environment) {
		return StringUtils.hasText(endpoint(environment));
	}

	/**
	 * Refuses an endpoint with a password, because the log shows the endpoint when it
	 * does not answer.
	 */
	private static void requireAddress(String endpoint) {
		if (!HttpAddress.isOne(endpoint)) {
			throw new IllegalArgumentException(
					"OTEL_EXPORTER_OTLP_ENDPOINT is not an address: write it like https://logfire-us.pydantic.dev,"
							+ " without a user and a password, which go into OTEL_EXPORTER_OTLP_HEADERS");
		}
	}

	private static String endpoint(Environment environment) {
		return environment.getProperty("OTEL_EXPORTER_OTLP_ENDPOINT", "").strip();
	}

	private static Map<String, Object> properties(Environment environment) {
		String base = StringUtils.trimTrailingCharacter(endpoint(environment), '/');
		Map<String, Object> properties = new HashMap<>();
		properties.put(TRACES_ENDPOINT, base + "/v1/traces");
		properties.put(METRICS_ENDPOINT, base + "/v1/metrics");
		headers(environment.getProperty("OTEL_EXPORTER_OTLP_HEADERS", "")).forEach((name, value) -> {
			properties.put("%s[%s]".formatted(TRACES_HEADERS, name), value);
			properties.put("%s[%s]".formatted(METRICS_HEADERS, name), value);
		});
		return properties;
	}

	/** Parses headers like {@code name=value,name=value}, with percent-encoded values. */
	private static Map<String, String> headers(String text) {
		Map<String, String> headers = new HashMap<>();
		for (String header : text.split(",")) {
			int equals = header.indexOf('=');
			if (equals > 0) {
				headers.put(header.substring(0, equals).strip(),
						StringUtils.uriDecode(header.substring(equals + 1).strip(), StandardCharsets.UTF_8));
			}
		}
		return headers;
	}

}
