package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

/**
 * <a href="https://gatling.io">Gatling</a>, which runs wherever Java runs, but takes more
 * CPU and reports times in whole milliseconds.
 */
final class GatlingLoad implements LoadGenerator {

	@Override
	public LoadResult send(Target target, int clients, Duration time) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dgatling.netty.useNativeTransport=false",
				"-Dgatling.ssl.useOpenSsl=false", "-Dbench.target=" + JsonMapper.shared().writeValueAsString(target),
				"-Dbench.clients=" + clients, "-Dbench.time=" + time.toSeconds(), "-classpath",
				System.getProperty("java.class.path"), "io.gatling.app.Gatling", "--simulation",
				GatlingSimulation.class.getName(), "--results-folder", Setup.DIRECTORY.resolve("gatling").toString())
			.redirectErrorStream(true)
			.start();
		String report = new String(process.getInputStream().readAllBytes());
		process.waitFor();
		long requests = (long) figure("request count", report);
		return new LoadResult(requests, (double) requests / time.toSeconds(),
				figure("response time 50th percentile (ms)", report),
				figure("response time 99th percentile (ms)", report), failed(report));
	}

	/** A figure from the first column, for all requests. */
	private static double figure(String name, String report) {
		Matcher line = Pattern.compile("> " + Pattern.quote(name) + " +\\| +([\\d,.]+)").matcher(report);
		if (!line.find()) {
			throw new IllegalStateException("Gatling failed: " + report);
		}
		return Double.parseDouble(line.group(1).replace(",", ""));
	}

	/** The number of failures from the third column, which is empty if there are none. */
	private static long failed(String report) {
		Matcher line = Pattern.compile("> request count(?: +\\| +[\\d,]+){2} +\\| +([\\d,]+)").matcher(report);
		return line.find() ? Long.parseLong(line.group(1).replace(",", "")) : 0;
	}

	@Override
	public String toString() {
		return "Gatling";
	}

}
