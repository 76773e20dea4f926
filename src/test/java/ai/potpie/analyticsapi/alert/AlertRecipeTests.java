package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.Document;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.Http;
import ai.potpie.analyticsapi.testing.TypeScript;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The programs of {@code docs/alerts.md} do what they say.
 */
class AlertRecipeTests extends AlertsTestBase {

	private static final String BODY = "{\"type\":\"alerts.fired\",\"data\":{\"rule\":{\"name\":\"Größe\"}}}";

	@ParameterizedTest
	@CsvSource({ "python,receiver.py,python3", "java,Receiver.java,java" })
	void theReceiversVerifyWhatTheyGet(String language, String file, String program, @TempDir Path folder)
			throws Exception {
		assumeTrue(runs(program), "needs " + program);
		verifiesWhatItGets(folder, executable(program), receiver(language, folder.resolve(file)).toString());
	}

	@Test
	void theReceiverInTypeScriptVerifiesWhatItGets(@TempDir Path folder) throws Exception {
		assumeTrue(TypeScript.isInstalled(), TypeScript.NEEDS);
		verifiesWhatItGets(folder, "node",
				TypeScript.compile(receiver("ts", folder.resolve("receiver.mts"))).toString());
	}

	private static Path receiver(String language, Path file) throws IOException {
		return Files.writeString(file,
				Document.named("alerts").section("Your own receiver").code(language).findFirst().orElseThrow());
	}

	private static void verifiesWhatItGets(Path folder, String program, String script) throws Exception {
		int port = FreePort.find();
		ProcessBuilder builder = new ProcessBuilder(program, script).redirectErrorStream(true)
			.redirectOutput(folder.resolve("output").toFile());
		builder.environment().put("PORT", Integer.toString(port));
		builder.environment().put("HOOK_SECRET", SECRET);
		Process receiver = builder.start();
		try {
			String now = Long.toString(Instant.now().getEpochSecond());
			String signature = new Webhook(SECRET).sign("msg_1", Long.parseLong(now), BODY);
			await().atMost(Duration.ofSeconds(60))
				.ignoreExceptions()
				.until(() -> post(port, now, signature, BODY) == 204);
			assertThat(post(port, now, "v1,nonsense " + signature, BODY)).isEqualTo(204);
			assertThat(post(port, now, signature, BODY.replace("fired", "faked"))).isEqualTo(401);
			assertThat(post(port, now, "v1,nonsense", BODY)).isEqualTo(401);
			String old = Long.toString(Instant.now().getEpochSecond() - 3600);
			assertThat(post(port, old, new Webhook(SECRET).sign("msg_1", Long.parseLong(old), BODY), BODY))
				.isEqualTo(401);
		}
		finally {
			receiver.destroyForcibly().onExit().join();
		}
	}

	private static int post(int port, String time, String signature, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
			.POST(BodyPublishers.ofString(body))
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", time)
			.header("webhook-signature", signature)
			.build();
		return Http.send(request, BodyHandlers.discarding()).statusCode();
	}

	@Test
	void theGuardrailStopsWhenTheBudgetIsSpent(@TempDir Path folder) throws Exception {
		assumeTrue(runs("python3"), "needs python3");
		assertThat(guardrail(folder)).endsWith("go on\n");
		make(rule("ann", ""));
		spend("ann", 3);
		await().atMost(A_WHILE).until(() -> guardrail(folder).endsWith("stop: the budget is spent\n"));
	}

	private String guardrail(Path folder) throws Exception {
		String code = Document.named("alerts").section("A guardrail").code("python").findFirst().orElseThrow();
		Path script = Files.writeString(folder.resolve("guardrail.py"),
				code.replace("localhost:8001", "localhost:" + this.service.port())
					.replace("demo-token", AnalyticsApi.USER_TOKEN));
		Path output = folder.resolve("said");
		Process process = new ProcessBuilder("python3", script.toString()).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return Files.readString(output);
	}

	private static boolean runs(String program) throws InterruptedException {
		try {
			return new ProcessBuilder(executable(program), "--version").start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String executable(String program) {
		return program.equals("java") ? Path.of(System.getProperty("java.home"), "bin", "java").toString() : program;
	}

}
