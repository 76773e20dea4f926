package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.AnalyticsApplication;

import org.awaitility.core.ConditionTimeoutException;

import org.springframework.test.util.TestSocketUtils;

import static org.awaitility.Awaitility.await;

/**
 * The service in a process of its own, as it runs in production.
 */
final class ServiceProcess implements AutoCloseable {

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final int managementPort = TestSocketUtils.findAvailableTcpPort();

	private final Path log;

	private final Process process;

	private ServiceProcess(Path directory, String heap, List<String> arguments) throws IOException {
		this.log = directory.resolve("log");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
						"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
						AnalyticsApplication.class.getName(), "--server.port=" + this.port,
						"--management.server.port=" + this.managementPort));
		command.addAll(arguments);
		this.process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
	}

	/** Returns when it is ready. */
	static ServiceProcess start(Path directory, String... arguments) throws IOException {
		return startWithHeap("256m", directory, arguments);
	}

	/** Returns when it is ready. */
	static ServiceProcess startWithHeap(String heap, Path directory, String... arguments) throws IOException {
		ServiceProcess service = new ServiceProcess(directory, heap, List.of(arguments));
		try {
			await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> service.probe("/readyz") == 200);
		}
		catch (ConditionTimeoutException ex) {
			service.close();
			throw ex;
		}
		return service;
	}

	int port() {
		return this.port;
	}

	int probe(String path) {
		return status(this.port, path);
	}

	int manage(String path) {
		return status(this.managementPort, path);
	}

	private static int status(int port, String path) {
		return RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").status();
	}

	/** How many bytes live objects take. */
	long liveBytes() throws IOException {
		Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(this.process.pid()), "GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		List<String> lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.filter((line) -> line.startsWith("Total"))
			.toList();
		return Long.parseLong(lines.get(0).trim().split(" +")[2]);
	}

	/** Sends a SIGTERM. */
	void terminate() {
		this.process.destroy();
	}

	int exitValue() throws InterruptedException {
		return this.process.waitFor();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
