package ai.potpie.analyticsapi;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be set is written down, once in {@code .env.example} and once in
 * {@code docs/settings.md}, and can be set as it is written.
 */
class SettingsTests {

	/** Settings that are not ours alone, and those of ours that no record holds. */
	private static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("SERVER_PORT", "server.port"),
			Map.entry("MANAGEMENT_SERVER_PORT", "management.server.port"),
			Map.entry("MANAGEMENT_SERVER_ADDRESS", "management.server.address"),
			Map.entry("ANALYTICS_DOCS", "analytics.docs"), Map.entry("ANALYTICS_DASHBOARD", "analytics.dashboard"),
			Map.entry("SERVER_TOMCAT_MAX_CONNECTIONS", "server.tomcat.max-connections"),
			Map.entry("LOGGING_STRUCTURED_FORMAT_CONSOLE", "logging.structured.format.console"),
			Map.entry("ANALYTICS_SECRETS_DIR", "spring.config.import"),
			Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "management.otlp.metrics.export.url"),
			Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "management.otlp.metrics.export.headers"));

	private static final Pattern NAME = Pattern.compile("\\b(ANALYTICS|LOGFIRE|LOCAL_LOGFIRE)_[A-Z_]+\\b");

	/** Variables of Logfire's SDK and of the tests. */
	private static final Set<String> OF_OTHERS = Set.of("LOGFIRE_TOKEN", "ANALYTICS_TEST_PYTHON");

	private final List<Setting> documented = Setting.inExample();

	@Test
	void theDocumentSaysWhatTheExampleSays() {
		assertThat(Setting.inDocument()).isEqualTo(this.documented);
	}

	@Test
	void documentsNameOnlyExistingSettings() {
		List<String> settings = this.documented.stream().map(Setting::name).toList();
		Stream<String> named = Document.all()
			.stream()
			.flatMap((document) -> NAME.matcher(document.text()).results())
			.map(MatchResult::group);
		assertThat(named).isNotEmpty().allMatch((name) -> settings.contains(name) || OF_OTHERS.contains(name));
	}

	@Test
	void theTextsReadTheSameWithAndWithoutMarkdown() {
		assertThat(this.documented.stream().map(Setting::text)).noneMatch((text) -> text.matches(".*[<>`|].*"));
	}

	@Test
	void everySettingIsDocumentedOnceAndNothingElseIs() {
		Stream<String> ours = records().stream().flatMap((type) -> defaults(type).keySet().stream());
		assertThat(this.documented.stream().map(Setting::name))
			.containsExactlyInAnyOrderElementsOf(Stream.concat(OTHERS.keySet().stream(), ours).toList());
	}

	@Test
	void copyingTheExampleChangesNothing() {
		assertThat(Setting.read(".env.example").lines()).allMatch((line) -> line.isEmpty() || line.startsWith("#"));
	}

	@Test
	void documentedDefaultsAreThoseOfTheRecords() {
		Map<String, String> documented = new LinkedHashMap<>();
		this.documented.forEach((setting) -> documented.put(setting.name(), setting.defaultValue()));
		records().forEach((type) -> assertThat(documented).containsAllEntriesOf(defaults(type)));
	}

	@Test
	void documentedDefaultsAreThoseOfTheConfiguration() throws IOException {
		PropertySource<?> configuration = new YamlPropertySourceLoader()
			.load("application", new ClassPathResource("application.yaml"))
			.get(0);
		for (Setting setting : this.documented) {
			String property = OTHERS.get(setting.name());
			Object value = (property != null) ? configuration.getProperty(property) : null;
			if (value != null) {
				assertThat(value.toString()).as(setting.name()).contains(setting.defaultValue());
			}
		}
	}

	@Test
	void settingEachToItsDefaultChangesNothing() {
		Map<String, Object> variables = new LinkedHashMap<>();
		this.documented.forEach((setting) -> variables.put(setting.name(), setting.defaultValue()));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().forEach((source) -> environment.getPropertySources().remove(source.getName()));
		environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
		for (Class<?> type : records()) {
			String prefix = prefix(type);
			Object set = Binder.get(environment).bindOrCreate(prefix, type);
			Object unset = new Binder(List.of()).bindOrCreate(prefix, type);
			assertThat(set.toString()).isEqualTo(unset.toString());
		}
	}

	@Test
	void secretsAreReadFromFiles(@TempDir Path directory) throws IOException {
		writeSecrets(directory);
		ConfigurableEnvironment environment = start("--ANALYTICS_SECRETS_DIR=" + directory);
		assertThat(environment.getProperty("logfire.read-token")).isEqualTo("a-secret");
		assertThat(environment.getProperty("analytics.api-tokens")).isEqualTo("user_123=another-secret");
	}

	@Test
	void theDemoTakesNoSecretsFromFiles(@TempDir Path directory) throws IOException {
		writeSecrets(directory);
		ConfigurableEnvironment environment = start("--ANALYTICS_SECRETS_DIR=" + directory,
				"--spring.profiles.active=demo");
		assertThat(environment.getProperty("logfire.read-token")).isEqualTo("pylf_v1_us_demo");
		assertThat(environment.getProperty("analytics.api-tokens")).contains("user_123=demo-token");
	}

	@Test
	void settingsAreReadFromDotEnvAndBeforeFiles(@TempDir Path directory) throws IOException {
		String lines = Setting.read(".env.example")
			.replace("#LOGFIRE_READ_TOKEN=", "LOGFIRE_READ_TOKEN=in-dot-env")
			.replace("#ANALYTICS_API_TOKENS=", "ANALYTICS_API_TOKENS=user_123=a=,*=sha256:0123")
			.replace("#ANALYTICS_USER_ID_PATTERN", "ANALYTICS_USER_ID_PATTERN")
			.replace("#LOGFIRE_TIMEOUT=20s", "LOGFIRE_TIMEOUT=7s")
			.replace("#OTEL_EXPORTER_OTLP_ENDPOINT=", "OTEL_EXPORTER_OTLP_ENDPOINT=http://otlp")
			.replace("#SERVER_PORT=8001", "SERVER_PORT=8002");
		Files.writeString(directory.resolve(".env"), lines);
		writeSecrets(directory);
		ConfigurableEnvironment environment = start("--springdotenv.directory=" + directory,
				"--ANALYTICS_SECRETS_DIR=" + directory);
		Binder binder = Binder.get(environment);
		assertThat(binder.bind("logfire.read-token", String.class).get()).isEqualTo("in-dot-env");
		assertThat(binder.bind("analytics.api-tokens", String[].class).get()).containsExactly("user_123=a=",
				"*=sha256:0123");
		assertThat(binder.bind("analytics.user-id-pattern", String.class).get())
			.isEqualTo("[A-Za-z0-9._@:|+~-]{1,128}");
		assertThat(binder.bind("logfire.timeout", String.class).get()).isEqualTo("7s");
		assertThat(binder.bind("server.port", String.class).get()).isEqualTo("8002");
		assertThat(environment.getProperty("management.otlp.metrics.export.url")).isEqualTo("http://otlp/v1/metrics");
		assertThat(environment.getProperty("management.otlp.metrics.export.headers[Authorization]"))
			.isEqualTo("a third");
	}

	private static void writeSecrets(Path directory) throws IOException {
		Files.writeString(directory.resolve("LOGFIRE_READ_TOKEN"), "a-secret\n");
		Files.writeString(directory.resolve("ANALYTICS_API_TOKENS"), "user_123=another-secret\n");
		Files.writeString(directory.resolve("OTEL_EXPORTER_OTLP_HEADERS"), "Authorization=a%20third\n");
	}

	private static ConfigurableEnvironment start(String... arguments) {
		SpringApplication application = new SpringApplication(Nothing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			ConfigurationPropertySources.attach(context.getEnvironment());
			return context.getEnvironment();
		}
	}

	private static List<Class<?>> records() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		List<Class<?>> records = new ArrayList<>();
		scanner.findCandidateComponents(SettingsTests.class.getPackageName())
			.forEach((found) -> records
				.add(ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null)));
		assertThat(records).isNotEmpty();
		return records;
	}

	/** The components of a record by the names of their variables. */
	private static Map<String, String> defaults(Class<?> type) {
		Map<String, String> defaults = new LinkedHashMap<>();
		for (Parameter parameter : BeanUtils.getResolvableConstructor(type).getParameters()) {
			DefaultValue value = parameter.getAnnotation(DefaultValue.class);
			defaults.put(variable(prefix(type)) + "_" + variable(parameter.getName()),
					(value != null) ? String.join(",", value.value()) : "");
		}
		return defaults;
	}

	private static String prefix(Class<?> type) {
		return AnnotatedElementUtils.getMergedAnnotationAttributes(type, ConfigurationProperties.class)
			.getString("prefix");
	}

	private static String variable(String name) {
		return name.replace('-', '_').replace('.', '_').replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
