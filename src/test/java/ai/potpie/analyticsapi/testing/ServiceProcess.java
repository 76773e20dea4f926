package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.AnalyticsApplication;
import org.awaitility.core.ConditionTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service in a process of its own, as it runs in production.
 */
public final class ServiceProcess implements AutoCloseable {

	private static final Path JAVA_BIN = Path.of(System.getProperty("java.home"), "bin");

	private static final Pattern HEAP_AFTER_COLLECTION = Pattern.compile("->([0-9]+)M\\(");

	private final int port = FreePort.find();

	private final int managementPort = FreePort.find();

	private final Path directory;

	private final Process process;

	private ServiceProcess(Launcher launcher) throws IOException {
		this.directory = Files.createTempDirectory(launcher.parent, "service");
		List<String> command = new ArrayList<>(List.of(JAVA_BIN.resolve("java").toString(), "-Xmx" + launcher.heap,
				"-XX:TieredStopAtLevel=1", "-Xlog:gc:file=gc.log", "-Xlog:class+load:file=classes.log"));
		command.addAll(launcher.jvmOptions);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), AnalyticsApplication.class.getName(),
				"--server.port=" + this.port, "--management.server.port=" + this.managementPort));
		command.addAll(launcher.arguments);
		this.process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log").toFile())
			.start();
	}

	/** Describes a process whose files are in a directory of its own below this one. */
	public static Launcher in(Path parent) {
		return new Launcher(parent);
	}

	private ServiceProcess awaitReady() {
		try {
			await().atMost(Duration.ofMinutes(2)).until(() -> !isAlive() || isReady());
			assertThat(isAlive()).as(log()).isTrue();
			return this;
		}
		catch (ConditionTimeoutException | AssertionError ex) {
			close();
			throw ex;
		}
	}

	public int port() {
		return this.port;
	}

	public AnalyticsApi as(String token) {
		return new AnalyticsApi(this.port, token);
	}

	public boolean isReady() {
		try {
			return probe("/readyz") == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/** The status of an answer that needs no token. */
	public int probe(String path) {
		return get(this.port, path).status();
	}

	/** The same, on the port for operators. */
	public int manage(String path) {
		return get(this.managementPort, path).status();
	}

	/** On a connection of its own, as a client has that was not here before. */
	private static RawAnswer get(int port, String path) {
		return RawConnection.exchange(port, RawConnection.request(path, "Connection: close"));
	}

	/** The value of a metric without labels. */
	public double metric(String name) {
		return get(this.managementPort, "/actuator/prometheus").body()
			.lines()
			.filter((line) -> line.startsWith(name + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(name.length() + 1)))
			.findFirst()
			.orElseThrow();
	}

	/** How many bytes live objects take. */
	public long liveBytes() throws IOException {
		Process histogram = new ProcessBuilder(JAVA_BIN.resolve("jcmd").toString(), Long.toString(this.process.pid()),
				"GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		List<String> lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.filter((line) -> line.startsWith("Total"))
			.toList();
		return Long.parseLong(lines.get(0).trim().split(" +")[2]);
	}

	/** The most that was left after any garbage collection, in megabytes. */
	public long peakMegabytes() {
		return HEAP_AFTER_COLLECTION.matcher(read("gc.log"))
			.results()
			.map((MatchResult heap) -> heap.group(1))
			.mapToLong(Long::parseLong)
			.max()
			.orElse(0);
	}

	/** All that it has written to its output. */
	public String log() {
		return read("log");
	}

	/** Which classes it has loaded. */
	public String classes() {
		return read("classes.log");
	}

	private String read(String file) {
		try {
			return Files.readString(this.directory.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/** Sends a SIGTERM. */
	public void terminate() {
		this.process.destroy();
	}

	/** Ends it as a crash does. */
	public void kill() {
		this.process.destroyForcibly();
	}

	/** Waits for it to end by itself. */
	public int exitValue() throws InterruptedException {
		assertThat(this.process.waitFor(1, TimeUnit.MINUTES)).as("has ended").isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

	/**
	 * What to start: a heap of 256 MB and the settings of production, unless said
	 * otherwise.
	 */
	public static final class Launcher {

		private final Path parent;

		private final List<String> jvmOptions = new ArrayList<>();

		private final List<String> arguments = new ArrayList<>();

		private String heap = "256m";

		private Launcher(Path parent) {
			this.parent = parent;
		}

		/** As {@code -Xmx} takes it. */
		public Launcher heap(String size) {
			this.heap = size;
			return this;
		}

		public Launcher jvm(String... options) {
			this.jvmOptions.addAll(List.of(options));
			return this;
		}

		/** Answers from a Logfire that takes any token. */
		public Launcher logfire(String url) {
			return with("--logfire.base-url=" + url, "--logfire.read-token=pylf_v1_us_test");
		}

		/** Takes more arguments of the command line. */
		public Launcher with(String... arguments) {
			this.arguments.addAll(List.of(arguments));
			return this;
		}

		/** Returns when it is ready. */
		public ServiceProcess start() throws IOException {
			return launch().awaitReady();
		}

		/** Returns at once, for a service that does not get ready. */
		public ServiceProcess launch() throws IOException {
			return new ServiceProcess(this);
		}

	}

}
