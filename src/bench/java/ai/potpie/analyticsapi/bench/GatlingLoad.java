package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * <a href="https://gatling.io">Gatling</a>, which runs wherever Java does, but takes more
 * of the machine and tells times in whole milliseconds.
 */
final class GatlingLoad implements LoadGenerator {

	private static final Path RESULTS = Setup.DIRECTORY.resolve("gatling");

	@Override
	public Load send(Target target, int clients, Duration time) throws IOException, InterruptedException {
		FileSystemUtils.deleteRecursively(RESULTS);
		Files.createDirectories(RESULTS);
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--add-opens=java.base/java.lang=ALL-UNNAMED",
				"-Dbench.target=" + JsonMapper.shared().writeValueAsString(target), "-Dbench.clients=" + clients,
				"-Dbench.time=" + time.toSeconds(), "-classpath", System.getProperty("java.class.path"),
				"io.gatling.app.Gatling", "--simulation", GatlingSimulation.class.getName(), "--results-folder",
				RESULTS.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		process.waitFor();
		return read(statistics(output), time);
	}

	private static JsonNode statistics(String output) throws IOException {
		try (Stream<Path> files = Files.walk(RESULTS)) {
			Path statistics = files.filter((file) -> file.endsWith("js/global_stats.json"))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("Gatling failed: " + output));
			return JsonMapper.shared().readTree(Files.readString(statistics));
		}
	}

	private static Load read(JsonNode statistics, Duration time) {
		long answered = statistics.at("/numberOfRequests/ok").asLong();
		return new Load(answered, (double) answered / time.toSeconds(), statistics.at("/percentiles1/total").asDouble(),
				statistics.at("/percentiles4/total").asDouble(), statistics.at("/numberOfRequests/ko").asLong());
	}

	@Override
	public String toString() {
		return "Gatling";
	}

}
