package ai.potpie.analyticsapi.telemetry;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Turns off Boot's auto-configurations for OpenTelemetry if no endpoint is set. They
 * would record spans that nobody sees, and would send metrics to port 4318 of this
 * machine, where another program may listen.
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
