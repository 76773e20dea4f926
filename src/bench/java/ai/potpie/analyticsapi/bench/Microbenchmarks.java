package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import ai.potpie.analyticsapi.alert.evaluation.ManyBudgets;
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

	static final String EACH_USER = "Alerts: one rule about each of 10,000 users";

	static final String ONE_USER = "Alerts: 1,000 rules about one user each";

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
		String[] figures = figures(jdk, ManyUsers.class);
		return new Sample(Double.parseDouble(figures[0]), Double.NaN, Double.NaN, Double.parseDouble(figures[1]),
				Double.parseDouble(figures[2]),
				"heap that stays; %.0f MB by the cache's account".formatted(Double.parseDouble(figures[3]) / 1e6));
	}

	/** Measures the evaluation of rules of alerts, in a process of its own. */
	static Sample manyBudgets(Jdk jdk, String row) throws IOException, InterruptedException {
		String[] figures = figures(jdk, ManyBudgets.class, row.equals(EACH_USER) ? "each_user" : "one_user");
		double millis = Double.parseDouble(figures[0]);
		return new Sample(Double.NaN, millis, Double.NaN, Double.NaN, Double.parseDouble(figures[1]),
				"one evaluation; the whole service's heap that stays");
	}

	private static String[] figures(Jdk jdk, Class<?> program, String... arguments)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(jdk.java(), "-Xmx256m", "-classpath",
				System.getProperty("java.class.path"), program.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		String[] figures = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
			.split(" ");
		process.waitFor();
		return figures;
	}

}
