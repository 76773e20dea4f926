package ai.potpie.analyticsapi.locallogfire;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalLogfireConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(LocalLogfireConfiguration.class)
		.withPropertyValues("local-logfire.port=0");

	@Test
	void thereIsNoneWithoutItsProfiles() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(LocalLogfire.class));
	}

	@Test
	void itIsThereInTheDemoAndAlone() {
		for (String profile : new String[] { "demo", "local-logfire" }) {
			this.contextRunner.withPropertyValues("spring.profiles.active=" + profile)
				.run((context) -> assertThat(context.getBean(LocalLogfire.class).port()).isPositive());
		}
	}

	@Test
	void itListensOnLoopbackUnlessToldOtherwise() {
		new ApplicationContextRunner().withUserConfiguration(LocalLogfireConfiguration.class)
			.withPropertyValues("spring.profiles.active=demo", "local-logfire.port=0")
			.run((context) -> {
				LocalLogfireProperties properties = context.getBean(LocalLogfireProperties.class);
				assertThat(properties.address()).isEqualTo("127.0.0.1");
				assertThat(properties.demoData()).isFalse();
			});
	}

	@Test
	void theDatabaseIsNamedByTheEnvironment(@TempDir Path directory) {
		String file = directory.resolve("logfire.duckdb").toString();
		this.contextRunner.withInitializer((context) -> environment(context, Map.of("LOCAL_LOGFIRE_DATABASE", file)))
			.withPropertyValues("spring.profiles.active=local-logfire")
			.run((context) -> {
				assertThat(context.getBean(LocalLogfireProperties.class).database()).isEqualTo(file);
				assertThat(Path.of(file)).exists();
			});
	}

	private static void environment(ConfigurableApplicationContext context, Map<String, Object> variables) {
		context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
	}

	@Test
	void theReadTokenIsNotPrinted() {
		assertThat(LocalLogfireProperties.inMemory("secret").toString()).doesNotContain("secret");
	}

}
