package ai.potpie.analyticsapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.Chromium;
import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.TestPython;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Follows the documents' examples of live streams against the demo, each of which sees
 * the numbers move within a minute.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0" })
@ActiveProfiles("demo")
class LiveExamplesTests {

	private static final Duration A_MINUTE = Duration.ofMinutes(1);

	@Autowired
	private Environment environment;

	@DynamicPropertySource
	static void freePort(DynamicPropertyRegistry properties) {
		int port = FreePort.find();
		properties.add("local-logfire.port", () -> port);
	}

	static Stream<String> commands() {
		return Document.all()
			.stream()
			.flatMap((document) -> document.code("sh"))
			.flatMap(String::lines)
			.filter((line) -> line.startsWith("curl -N "));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void curlShowsTwoAnswers(String command) throws Exception {
		Process curl = new ProcessBuilder("sh", "-c", "exec " + onOurPorts(command)).start();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(curl.getInputStream()))) {
			long events = lines.lines().filter((line) -> line.equals("event: analytics")).limit(2).count();
			assertThat(events).isEqualTo(2);
		}
		finally {
			curl.destroyForcibly();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Server-sent events", "WebSocket" })
	void pythonShowsTwoAnswers(String section, @TempDir Path directory) throws IOException {
		assumeTrue(TestPython.missing("httpx_sse", "websockets").isEmpty(), "needs httpx-sse and websockets");
		Path script = directory.resolve("example.py");
		Files.writeString(script, onOurPorts(example(section, "python")));
		TestPython.run(script, Map.of());
	}

	@Test
	void aPageShowsTwoAnswers() {
		String watch = example("Server-sent events", "js");
		String subscribe = example("WebSocket", "js");
		assertThat(watch.lines()).hasSizeLessThanOrEqualTo(40);
		ChromeOptions options = new ChromeOptions().setBinary(Chromium.browser().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
		ChromeDriver browser = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(Chromium.driver().toFile()).build(), options);
		try {
			browser.manage().timeouts().scriptTimeout(A_MINUTE);
			browser.get("http://localhost:" + port("local.server.port"));
			assertThat(browser.executeAsyncScript(watch + """
					const done = arguments[0];
					const events = [];
					const end = new AbortController();
					watch("/api/v1/analytics/user/user_live/live?days=1", "demo-admin-token", (name, data) => {
					  events.push(name + " " + data.user_id);
					  if (events.length === 2) { end.abort(); done(events); }
					}, end.signal);
					""")).isEqualTo(List.of("analytics user_live", "analytics user_live"));
			assertThat(browser.executeAsyncScript(subscribe
					+ """
							const done = arguments[0];
							const messages = [];
							const socket = subscribe(location.origin, "demo-admin-token", "/user/user_live?days=1", (message) => {
							  messages.push(message.type + " " + message.body.user_id);
							  if (messages.length === 2) { socket.close(); done(messages); }
							});
							"""))
				.isEqualTo(List.of("snapshot user_live", "snapshot user_live"));
		}
		finally {
			browser.quit();
		}
	}

	private static String example(String section, String language) {
		return Document.named("api").section(section).code(language).findFirst().orElseThrow();
	}

	private String onOurPorts(String text) {
		return text.replace("localhost:8001", "localhost:" + port("local.server.port"));
	}

	private String port(String property) {
		return this.environment.getRequiredProperty(property);
	}

}
