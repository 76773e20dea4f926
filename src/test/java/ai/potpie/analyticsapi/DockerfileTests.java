package ai.potpie.analyticsapi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be told of the {@code Dockerfile} without building it.
 */
class DockerfileTests {

	private final String dockerfile = Setting.read("Dockerfile");

	@Test
	void theServiceAloneIsTheLastTargetAndSoTheDefault() {
		assertThat(found("^FROM .* AS (\\S+)$")).containsSubsequence("demo", "production").endsWith("production");
	}

	@Test
	void bothTargetsRunWithoutRights() {
		List<String> targets = Arrays.asList(this.dockerfile.split("(?m)^FROM "));
		assertThat(targets).filteredOn((target) -> target.matches("(?s)runtime AS .*"))
			.hasSize(2)
			.allMatch((target) -> target.strip().endsWith("USER 10001:10001"));
	}

	@Test
	void theDefaultPortsAreExposed() {
		String exposed = String.join(" ", found("^EXPOSE (.+)$"));
		String ports = Setting.inExample()
			.stream()
			.filter((setting) -> setting.name().endsWith("_PORT"))
			.map(Setting::defaultValue)
			.collect(Collectors.joining(" "));
		assertThat(exposed).isEqualTo(ports);
	}

	@Test
	void documentsAreIgnored() {
		assertThat(Setting.read(".dockerignore").lines()).startsWith("*");
		assertThat(notIgnored()).isNotEmpty()
			.doesNotContainAnyElementsOf(
					Document.all().stream().map((document) -> rootOf(document.toString())).toList());
	}

	@Test
	void whatItCopiesIsThereAndNotIgnored() {
		List<String> copied = found("^COPY ((?!--from).+) \\S+$").stream()
			.flatMap((sources) -> Stream.of(sources.split(" ")))
			.toList();
		assertThat(copied).isNotEmpty()
			.allMatch((source) -> Files.exists(Path.of(source)))
			.allMatch((source) -> notIgnored().contains(rootOf(source)));
	}

	@Test
	void itsScriptsCanBeExecuted() {
		assertThat(Stream.of("ask", "train")).allMatch((name) -> Files.isExecutable(Path.of("src/main/docker", name)));
	}

	private static List<String> notIgnored() {
		return Setting.read(".dockerignore")
			.lines()
			.filter((line) -> line.startsWith("!"))
			.map((line) -> line.substring(1))
			.toList();
	}

	private static String rootOf(String path) {
		return path.split("/")[0];
	}

	private List<String> found(String line) {
		return Pattern.compile(line, Pattern.MULTILINE)
			.matcher(this.dockerfile)
			.results()
			.map((result) -> result.group(1))
			.toList();
	}

}
