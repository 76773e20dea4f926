package ai.potpie.analyticsapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Follows the documents against the demo, on other ports.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0" })
@ActiveProfiles("demo")
class DocumentedExamplesTests {

	@Autowired
	private Environment environment;

	@DynamicPropertySource
	static void freePort(DynamicPropertyRegistry properties) {
		int port = FreePort.find();
		properties.add("local-logfire.port", () -> port);
	}

	static Stream<DocumentedExample> examples() {
		return DocumentedExample.all().filter((example) -> !example.isStream());
	}

	@ParameterizedTest
	@MethodSource("examples")
	void eachCurlCommandIsAnsweredAsItsDocumentSays(DocumentedExample example) throws Exception {
		URI url = URI.create(onOurPorts(example.url().toString()));
		// What needs the history waits until it is filled
		HttpResponse<String> answer = await().atMost(Duration.ofMinutes(3))
			.until(() -> Http.send(example.request(url), HttpResponse.BodyHandlers.ofString()),
					(given) -> given.statusCode() != 503);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(example.status());
		assertThat(answer.body().isBlank()).isEqualTo(example.status() == 204);
		assertThat(answer.body()).isNotEqualTo("[]");
	}

	@Test
	void pythonRunsUnchanged(@TempDir Path directory) throws Exception {
		assumeTrue(succeeds(directory, "python3", "-c", "import requests"), "needs python3 with requests");
		Path script = directory.resolve("example.py");
		Files.writeString(script, onOurPorts(example("python")));
		assertThat(succeeds(directory, "python3", script.toString())).as(Files.readString(directory.resolve("output")))
			.isTrue();
	}

	@Test
	void typeScriptRunsUnchanged(@TempDir Path directory) throws Exception {
		Path script = directory.resolve("example.mts");
		Files.writeString(script, "const types: boolean = true;");
		assumeTrue(succeeds(directory, "node", script.toString()), "needs a node that runs TypeScript");
		Files.writeString(script, onOurPorts(example("ts")));
		assertThat(succeeds(directory, "node", script.toString())).as(Files.readString(directory.resolve("output")))
			.isTrue();
	}

	private static String example(String language) {
		return Document.named("api").section("Examples").code(language).findFirst().orElseThrow();
	}

	private String onOurPorts(String text) {
		return text.replace("localhost:8001", "localhost:" + port("local.server.port"))
			.replace("localhost:8081", "localhost:" + port("local.management.port"))
			.replace("localhost:4318", "localhost:" + port("local-logfire.port"));
	}

	private String port(String property) {
		return this.environment.getRequiredProperty(property);
	}

	private static boolean succeeds(Path directory, String... command) throws InterruptedException {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(directory.resolve("output").toFile())
				.start();
			return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
