package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.AnalyticsApplication;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service in a process of its own that ends when its heap is full, as in a container.
 */
final class SmallHeap implements AutoCloseable {

	static final String TOKEN = "Zk3vQm8xTn5wRb2yLc7dHs4f";

	private static final Pattern LIVE = Pattern.compile("->([0-9]+)M\\(");

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final int managementPort = TestSocketUtils.findAvailableTcpPort();

	private final Path directory;

	private final Process process;

	private SmallHeap(Path directory, int megabytes, String logfire, String... arguments) throws IOException {
		this.directory = directory;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + megabytes + "m",
						"-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-Xlog:gc:gc.log", "-cp",
						System.getProperty("java.class.path"), AnalyticsApplication.class.getName(),
						"--server.port=" + this.port, "--management.server.port=" + this.managementPort,
						"--logfire.base-url=" + logfire, "--logfire.read-token=pylf_v1_us_test",
						"--analytics.api-tokens=*=" + TOKEN, "--analytics.rate-limit=0"));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
	}

	/** Returns when it is ready. */
	static SmallHeap start(Path directory, int megabytes, String logfire, String... arguments) throws IOException {
		SmallHeap service = new SmallHeap(directory, megabytes, logfire, arguments);
		await().atMost(Duration.ofMinutes(2)).until(() -> service.get(service.port, "/readyz", null) == 200);
		return service;
	}

	/** Reads a whole answer; the status is 0 if there is none, or if it breaks off. */
	int ask(String path) {
		return get(this.port, "/api/v1/analytics" + path, TOKEN);
	}

	private int get(int toPort, String path, String token) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + toPort + path)
				.toURL()
				.openConnection();
			connection.setReadTimeout(120_000);
			if (token != null) {
				connection.setRequestProperty("Authorization", "Bearer " + token);
			}
			int status = connection.getResponseCode();
			InputStream body = (status < 400) ? connection.getInputStream() : connection.getErrorStream();
			try (body) {
				body.transferTo(OutputStream.nullOutputStream());
			}
			return status;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/** The value of a metric without labels. */
	double metric(String name) throws IOException {
		try (InputStream metrics = URI.create("http://localhost:" + this.managementPort + "/actuator/prometheus")
			.toURL()
			.openStream()) {
			return new String(metrics.readAllBytes()).lines()
				.filter((line) -> line.startsWith(name + " "))
				.mapToDouble((line) -> Double.parseDouble(line.substring(name.length() + 1)))
				.findFirst()
				.orElseThrow();
		}
	}

	/** The most that was left after any garbage collection, in megabytes. */
	long peak() throws IOException {
		return LIVE.matcher(Files.readString(this.directory.resolve("gc.log")))
			.results()
			.map(MatchResult::group)
			.mapToLong((text) -> Long.parseLong(text.replaceAll("[^0-9]", "")))
			.max()
			.orElse(0);
	}

	/** Whether it is as well as before. */
	void requireAlive() throws IOException {
		System.out.printf("At most %d MB were live%n", peak());
		String log = Files.readString(this.directory.resolve("log"));
		assertThat(this.process.isAlive()).as(log).isTrue();
		assertThat(log).doesNotContain("OutOfMemoryError");
		assertThat(get(this.port, "/readyz", null)).isEqualTo(200);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
