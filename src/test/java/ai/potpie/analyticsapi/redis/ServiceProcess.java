package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * The service in a process of its own.
 */
final class ServiceProcess implements AutoCloseable {

	private static final String TOKEN = "82a59a431ef89e1c5566efe0422db39f";

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int port = RedisServer.freePort();

	private final Path log;

	private final Process process;

	/** Begins to start it, with more arguments. */
	ServiceProcess(Path directory, CountingLogfire logfire, String... arguments) throws IOException {
		this.log = Files.createTempFile(directory, "service", ".log");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + this.log + ".classes", "-cp",
						System.getProperty("java.class.path"), "ai.potpie.analyticsapi.AnalyticsApplication",
						"--server.port=" + this.port, "--management.server.port=0",
						"--logfire.base-url=" + logfire.url(), "--logfire.read-token=pylf_v1_us_test",
						"--logfire.rate-limit=none", "--analytics.api-tokens=*=" + TOKEN));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
	}

	ServiceProcess awaitReady() {
		await().atMost(Duration.ofMinutes(1)).until(this::isReady);
		return this;
	}

	CompletableFuture<Integer> ask(String user) {
		return send("/api/v1/analytics/user/" + user);
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	/** Which classes it has loaded. */
	String classes() throws IOException {
		return Files.readString(Path.of(this.log + ".classes"));
	}

	/** As a crash does it. */
	void kill() {
		this.process.destroyForcibly();
	}

	/** Waits for it to end by itself. */
	int exitCode() throws InterruptedException {
		return this.process.waitFor(1, TimeUnit.MINUTES) ? this.process.exitValue() : -1;
	}

	private boolean isReady() {
		try {
			return send("/readyz").get() == 200;
		}
		catch (InterruptedException | java.util.concurrent.ExecutionException ex) {
			return false;
		}
	}

	private CompletableFuture<Integer> send(String path) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Authorization", "Bearer " + TOKEN)
			.timeout(Duration.ofSeconds(60))
			.build();
		return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
