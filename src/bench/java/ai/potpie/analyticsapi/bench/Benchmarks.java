package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs all measurements and prints a table of the results in Markdown.
 */
public final class Benchmarks {

	private final List<Jdk> jdks = Jdk.find(Setup.property("jdks", ""));

	private final LoadGenerator generator = LoadGenerator.named(Setup.property("load", ""));

	private final int rounds = Integer.parseInt(Setup.property("rounds", "5"));

	private final Predicate<String> rows = Pattern.compile(Setup.property("rows", "")).asPredicate();

	private final List<Integer> containers = Pattern.compile(",")
		.splitAsStream(Setup.property("containers", ""))
		.filter((megabytes) -> !megabytes.isBlank())
		.map(Integer::valueOf)
		.toList();

	private final Duration containerTime = Duration
		.ofSeconds(Integer.parseInt(Setup.property("container-seconds", "100")));

	private final Results results = new Results();

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
		Benchmarks benchmarks = new Benchmarks();
		ServiceJar.extract();
		benchmarks.measureService();
		benchmarks.measurePieces();
		benchmarks.measureContainers();
		String report = benchmarks.report();
		Files.writeString(Setup.DIRECTORY.resolve("benchmarks.md"), report);
		System.out.println(report);
		System.exit(0);
	}

	private void measureService() throws Exception {
		Tokens tokens = new Tokens();
		List<MeasuredRow> repeated = MeasuredRows.repeated()
			.stream()
			.filter((row) -> this.rows.test(row.name()))
			.toList();
		if (repeated.isEmpty()) {
			return;
		}
		List<Stage> stages = new ArrayList<>();
		try (Upstream upstream = Upstream.start(tokens.jwks(), UpstreamFacts.NONE)) {
			for (Jdk jdk : this.jdks) {
				System.out.println(jdk + " warms up");
				if (this.rows.test(MeasuredRows.START + MeasuredRows.WITH_CACHE)) {
					ServiceJar.train(jdk, upstream);
				}
				stages.add(Stage.start(jdk, upstream, this.generator, tokens.jwt()));
			}
			for (int round = 1; round <= this.rounds; round++) {
				System.out.println("Round " + round);
				measure(repeated, stages);
			}
		}
		finally {
			stages.forEach(Stage::close);
		}
	}

	/**
	 * Measures the JDKs in turn, so that other load on the machine affects them alike.
	 */
	private void measure(List<MeasuredRow> measured, List<Stage> stages) throws IOException, InterruptedException {
		for (MeasuredRow row : measured) {
			for (Stage stage : stages) {
				Sample sample = row.measurement().take(stage);
				System.out.println("%s, %s: %s".formatted(stage.jdk(), row.name(), sample));
				this.results.add(row, stage.jdk(), sample);
			}
		}
	}

	private void measurePieces() throws IOException, InterruptedException, RunnerException {
		for (Jdk jdk : this.jdks) {
			if (this.rows.test(Microbenchmarks.USERS)) {
				this.results.add(MeasuredRow.ofPiece(Microbenchmarks.USERS, ""), jdk, Microbenchmarks.manyUsers(jdk));
			}
			for (String row : List.of(Microbenchmarks.EACH_USER, Microbenchmarks.ONE_USER)) {
				if (this.rows.test(row)) {
					this.results.add(MeasuredRow.ofPiece(row, row.equals(Microbenchmarks.EACH_USER) ? "< 5 s" : ""),
							jdk, Microbenchmarks.manyBudgets(jdk, row));
				}
			}
			if (this.rows.test(Microbenchmarks.NAME)) {
				Microbenchmarks.measure(jdk, (name, sample) -> this.results
					.add(MeasuredRow.ofPiece(name, Microbenchmarks.aim(name)), jdk, sample));
			}
		}
	}

	/**
	 * Measures only the requested sizes, because each takes minutes, on the newest JDK.
	 */
	private void measureContainers() throws Exception {
		if (this.containers.isEmpty()) {
			return;
		}
		Jdk jdk = this.jdks.get(this.jdks.size() - 1);
		try (Upstream upstream = Upstream.start(new Tokens().jwks(), UpstreamFacts.NONE)) {
			ServiceJar.train(jdk, upstream);
			for (int megabytes : this.containers) {
				ContainerLoad.measure(jdk, upstream, this.generator, megabytes, this.containerTime, (kind, sample) -> {
					String name = "Container of %d MB: %s".formatted(megabytes, kind);
					System.out.println(name + ": " + sample);
					this.results.add(MeasuredRow.ofPiece(name, ""), jdk, sample);
				});
			}
		}
	}

	private String report() {
		return "%d cores, %s, %s, medians of %d rounds%n%n%s".formatted(Runtime.getRuntime().availableProcessors(),
				this.jdks.stream().map(Jdk::toString).collect(Collectors.joining(" and ")), this.generator, this.rounds,
				this.results.table());
	}

}
