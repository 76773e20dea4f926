package ai.potpie.analyticsapi.telemetry;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps out what Boot configures for OpenTelemetry as soon as it is on the class path, as
 * long as there is no endpoint: spans of each request that nobody would see, and metrics
 * for port 4318 of this machine, on which others may listen.
 */
class OtlpAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

	private static final List<String> PACKAGES = List.of("org.springframework.boot.micrometer.tracing.",
			"org.springframework.boot.opentelemetry.",
			"org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.");

	private boolean wanted;

	@Override
	public void setEnvironment(Environment environment) {
		this.wanted = OtlpSettings.haveEndpoint(environment);
	}

	@Override
	public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[names.length];
		for (int i = 0; i < names.length; i++) {
			String name = names[i];
			matches[i] = this.wanted || name == null || PACKAGES.stream().noneMatch(name::startsWith);
		}
		return matches;
	}

}
