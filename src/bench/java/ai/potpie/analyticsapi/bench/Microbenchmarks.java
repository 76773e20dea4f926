package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import ai.potpie.analyticsapi.analytics.ManyUsers;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures parts of the service without HTTP.
 */
final class Microbenchmarks {

	static final String NAME = "Piece: ";

	static final String USERS = "1,000,000 users through the cache";

	private static final TimeValue TIME = TimeValue.milliseconds(500);

	private Microbenchmarks() {
	}

	/**
	 * Runs the JMH benchmarks of frequent operations, and passes the samples of each on.
	 */
	static void measure(Jdk jdk, BiConsumer<String, Sample> samples) throws RunnerException {
		Options options = new OptionsBuilder().include(".*Benchmark\\..*")
			.jvm(jdk.java())
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.NANOSECONDS)
			.forks(1)
			.warmupIterations(4)
			.warmupTime(TIME)
			.measurementIterations(5)
			.measurementTime(TIME)
			.output(Setup.DIRECTORY.resolve("jmh-%d.txt".formatted(jdk.version())).toString())
			.build();
		for (RunResult piece : new Runner(options).run()) {
			piece.getBenchmarkResults()
				.stream()
				.flatMap((fork) -> fork.getIterationResults().stream())
				.forEach((iteration) -> samples.accept(name(piece.getPrimaryResult().getLabel()),
						Sample.ofPiece(iteration.getPrimaryResult().getScore() / 1e6)));
		}
	}

	/** The name of a method in words. */
	private static String name(String method) {
		return NAME + method.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
	}

	static String aim(String name) {
		return name.endsWith("fold 90 days and write json") ? "< 200 µs" : "";
	}

	/** Measures a million users, in a process of their own. */
	static Sample manyUsers(Jdk jdk) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(jdk.java(), "-Xmx256m", "-classpath",
				System.getProperty("java.class.path"), ManyUsers.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String[] figures = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
			.split(" ");
		process.waitFor();
		return new Sample(Double.parseDouble(figures[0]), Double.NaN, Double.NaN, Double.parseDouble(figures[1]),
				Double.parseDouble(figures[2]),
				"heap that stays; %.0f MB by the cache's account".formatted(Double.parseDouble(figures[3]) / 1e6));
	}

}
