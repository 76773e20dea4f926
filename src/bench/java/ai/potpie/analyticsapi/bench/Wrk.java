package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * <a href="https://github.com/wg/wrk">wrk</a>, which takes little CPU itself.
 */
final class Wrk implements LoadGenerator {

	private static final Pattern SUMMARY = Pattern
		.compile("requests=(\\d+) micros=(\\d+) p50=([\\d.]+) p99=([\\d.]+) failed=(\\d+)");

	private static final String SUMMARIZE = """
			function done(summary, latency, requests)
				local errors = summary.errors
				io.write(string.format("requests=%d micros=%d p50=%.1f p99=%.1f failed=%d\\n",
					summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
					errors.status + errors.connect + errors.read + errors.write + errors.timeout))
			end
			""";

	private static final String NEVER_TWICE = """
			local threads = 0
			function setup(thread)
				threads = threads + 1
				thread:set("id", threads)
			end
			local count = 0
			function request()
				count = count + 1
				local path = wrk.path:gsub("DISTINCT", started .. "-" .. id .. "-" .. count)
				return wrk.format(nil, (path:gsub("SOMEBODY", "user-" .. count % PEOPLE)))
			end
			function init(args)
				started = args[1]
			end
			""";

	static boolean isInstalled() {
		try {
			new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().getInputStream().readAllBytes();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public LoadResult send(Target target, int clients, Duration time) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of("wrk", "--threads", "1", "--connections", String.valueOf(clients), "--duration",
						time.toSeconds() + "s", "--timeout", "60s", "--script", script(target).toString()));
		target.headers().forEach((name, value) -> command.addAll(List.of("--header", name + ": " + value)));
		command.addAll(List.of(target.url(), "--", Long.toString(System.nanoTime(), Character.MAX_RADIX)));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		process.waitFor();
		return read(output);
	}

	private static Path script(Target target) throws IOException {
		StringBuilder script = new StringBuilder(SUMMARIZE);
		if (target.body() != null) {
			script.append("wrk.method = \"POST\"\nwrk.body = [[%s]]\n".formatted(target.body()));
		}
		if (target.isDistinct()) {
			script.append(NEVER_TWICE.replace("PEOPLE", String.valueOf(Target.PEOPLE)));
		}
		return Files.writeString(Files.createTempFile(Setup.DIRECTORY, "wrk", ".lua"), script);
	}

	private static LoadResult read(String output) {
		Matcher summary = SUMMARY.matcher(output);
		if (!summary.find()) {
			throw new IllegalStateException("wrk failed: " + output);
		}
		long requests = Long.parseLong(summary.group(1));
		return new LoadResult(requests, requests * 1e6 / Long.parseLong(summary.group(2)), millis(summary.group(3)),
				millis(summary.group(4)), Long.parseLong(summary.group(5)));
	}

	private static double millis(String micros) {
		return Double.parseDouble(micros) / 1e3;
	}

	@Override
	public String toString() {
		return "wrk";
	}

}
