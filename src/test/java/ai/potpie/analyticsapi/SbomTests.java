package ai.potpie.analyticsapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list of what is in the jar, for those who look for known vulnerabilities.
 */
class SbomTests {

	private final JsonNode sbom = read();

	@Test
	void itIsOfThisServiceInCycloneDx() {
		assertThat(this.sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(this.sbom.at("/metadata/component/name").asString()).isEqualTo("analytics-api");
	}

	@Test
	void itListsWhatTheServiceRunsOnInTheVersionsItRunsOn() {
		assertThat(required())
			.contains("pkg:maven/org.springframework/spring-webmvc@" + SpringVersion.getVersion(),
					"pkg:maven/org.springframework.boot/spring-boot@" + SpringBootVersion.getVersion())
			.anyMatch((component) -> component.startsWith("pkg:maven/org.duckdb/duckdb_jdbc@"));
	}

	@Test
	void itListsNothingThatIsNotInTheJar() {
		assertThat(required()).noneMatch((component) -> component.contains("junit") || component.contains("assertj"))
			.noneMatch((component) -> component.contains("selenium"));
	}

	private List<String> required() {
		return this.sbom.path("components")
			.valueStream()
			.filter((component) -> component.path("scope").asString().equals("required"))
			.map((component) -> component.path("purl").asString().replaceAll("\\?.*", ""))
			.toList();
	}

	private static JsonNode read() {
		try (InputStream in = new ClassPathResource("META-INF/sbom/application.cdx.json").getInputStream()) {
			return JsonMapper.shared().readTree(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
