package ai.potpie.analyticsapi.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service in a process of its own, with settings as in production: in a container, or
 * as if this machine were one of 1 GB that runs the image.
 */
final class MeasuredService implements AutoCloseable {

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

	private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

	private static final List<String> PREFIXES_OF_SETTINGS = List.of("ANALYTICS_", "LOGFIRE_", "LOCAL_LOGFIRE_",
			"LOGGING_", "MANAGEMENT_", "OTEL_", "SERVER_", "SPRING_", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

	private static final List<String> OPTIONS = List.of("-XX:+IgnoreUnrecognizedVMOptions",
			"@" + Path.of("src", "main", "docker", "java.options").toAbsolutePath());

	/** The JVM itself chooses this collector in a container of less than 1,792 MB. */
	private static final List<String> AS_IN_CONTAINER = List.of("-XX:+UseSerialGC", "-XX:MaxRAM=1g");

	/**
	 * Uses the whole heap from the start, because every long run uses all of it at some
	 * time.
	 */
	private static final List<String> WHOLE_HEAP = List.of("-XX:InitialRAMPercentage=100", "-XX:+AlwaysPreTouch");

	/**
	 * Long timeouts, because requests that are refused or given up take no memory.
	 */
	private static final Map<String, String> PATIENCE = Map.of("ANALYTICS_TIMEOUT", "5m", "LOGFIRE_TIMEOUT", "5m",
			"LOGFIRE_STREAM_TIMEOUT", "30m", "ANALYTICS_MAX_STREAMS", String.valueOf(Setup.CLIENTS),
			"ANALYTICS_MAX_STREAMS_PER_CALLER", String.valueOf(Setup.CLIENTS));

	private final int port = freePort();

	private final int constantPort = freePort();

	private final Process process;

	private final long startedAt = System.nanoTime();

	private MeasuredService(List<String> command, Upstream upstream, Map<String, String> settings) throws IOException {
		// A directory without a .env file
		ProcessBuilder builder = new ProcessBuilder(command).directory(Setup.DIRECTORY.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log().toFile());
		builder.environment().keySet().removeIf((name) -> PREFIXES_OF_SETTINGS.stream().anyMatch(name::startsWith));
		builder.environment().putAll(settings(upstream));
		builder.environment().putAll(settings);
		this.process = builder.start();
		// Ends the service together with the measurement
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	private Map<String, String> settings(Upstream upstream) {
		return Map.ofEntries(Map.entry("SERVER_PORT", String.valueOf(this.port)),
				Map.entry("MANAGEMENT_SERVER_PORT", String.valueOf(freePort())),
				Map.entry("BENCH_CONSTANT_PORT", String.valueOf(this.constantPort)),
				Map.entry("LOGFIRE_BASE_URL", upstream.url()), Map.entry("LOGFIRE_READ_TOKEN", "pylf_v1_us_bench"),
				Map.entry("ANALYTICS_API_TOKENS", String.join(",", Tokens.entries())),
				Map.entry("ANALYTICS_JWT_ISSUER", Tokens.ISSUER),
				Map.entry("ANALYTICS_JWT_JWKS_URI", upstream.url() + "/keys"),
				Map.entry("ANALYTICS_JWT_AUDIENCE", Tokens.AUDIENCE),
				// Requests are counted, but the limit is never reached
				Map.entry("ANALYTICS_RATE_LIMIT", "1000000000"), Map.entry("ANALYTICS_DRAIN_PERIOD", "0s"));
	}

	/** Starts the service without waiting until it is ready. */
	static MeasuredService start(Jdk jdk, Upstream upstream, String... arguments) throws IOException {
		return start(jdk, upstream, Map.of(), arguments);
	}

	/** The same with more settings. */
	static MeasuredService start(Jdk jdk, Upstream upstream, Map<String, String> settings, String... arguments)
			throws IOException {
		return new MeasuredService(command(jdk, AS_IN_CONTAINER, arguments), upstream, settings);
	}

	/**
	 * Starts the service under a memory limit, from which the JVM derives its own
	 * settings.
	 */
	static MeasuredService startInContainer(Jdk jdk, Upstream upstream, MemoryLimit limit, String... arguments)
			throws IOException {
		List<String> command = new ArrayList<>(limit.prefix());
		command.addAll(command(jdk, WHOLE_HEAP, arguments));
		return new MeasuredService(command, upstream, PATIENCE);
	}

	private static List<String> command(Jdk jdk, List<String> options, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(jdk.java());
		command.addAll(OPTIONS);
		command.addAll(options);
		command.addAll(List.of(arguments));
		return command;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	int constantPort() {
		return this.constantPort;
	}

	/**
	 * Waits for the first answer.
	 * @return the time since the start of the process
	 */
	Duration awaitAnswer() throws InterruptedException {
		while (!answers()) {
			if (!this.process.isAlive()) {
				throw new IllegalStateException("The service did not start, see " + log());
			}
			Thread.sleep(5);
		}
		return Duration.ofNanos(System.nanoTime() - this.startedAt);
	}

	private boolean answers() {
		try {
			return open(Target.get(this.port, Setup.WARM).bearer(Tokens.OWN)).getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static HttpURLConnection open(Target target) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create(target.url()).toURL().openConnection();
		target.headers().forEach(connection::setRequestProperty);
		return connection;
	}

	/** The CPU time of all threads, in milliseconds. */
	double cpu() {
		return this.process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
	}

	/** Resident memory in bytes; 0 on systems other than Linux. */
	long resident() {
		return status(RESIDENT) * 1024;
	}

	/** How many bytes live objects take. */
	long liveBytes(Jdk jdk) throws IOException {
		Process histogram = new ProcessBuilder(Path.of(jdk.java()).resolveSibling("jcmd").toString(),
				Long.toString(this.process.pid()), "GC.class_histogram")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String total = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.filter((line) -> line.startsWith("Total"))
			.findFirst()
			.orElseThrow();
		return Long.parseLong(total.trim().split(" +")[2]);
	}

	/** The number of threads; 0 on systems other than Linux. */
	int threads() {
		return (int) status(THREADS);
	}

	private long status(Pattern line) {
		try {
			File status = new File("/proc/%d/status".formatted(this.process.pid()));
			Matcher value = line.matcher(status.exists() ? Files.readString(status.toPath()) : "");
			return value.find() ? Long.parseLong(value.group(1)) : 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	int exitValue() throws InterruptedException {
		return this.process.waitFor();
	}

	/**
	 * Stops the service as an operator would, and waits until it has written its cache.
	 */
	void stop() throws InterruptedException {
		this.process.destroy();
		this.process.waitFor();
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

	private Path log() {
		return Setup.DIRECTORY.resolve("service-%d.log".formatted(this.port));
	}

}
