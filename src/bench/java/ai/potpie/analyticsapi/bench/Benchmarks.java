package ai.potpie.analyticsapi.bench;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures everything and prints a table of it, in Markdown.
 */
public final class Benchmarks {

	private final Results results = new Results();

	private final List<Stage> stages = new ArrayList<>();

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		List<Jdk> jdks = Jdk.find(Setup.property("jdks", ""));
		LoadGenerator generator = LoadGenerator.named(Setup.property("load", ""));
		int rounds = Integer.parseInt(Setup.property("rounds", "5"));
		ServiceJar.extract();
		Benchmarks benchmarks = new Benchmarks();
		benchmarks.measure(jdks, generator, rounds);
		String table = "%d cores, %s, %s, medians of %d rounds%n%n%s".formatted(
				Runtime.getRuntime().availableProcessors(),
				jdks.stream().map(Jdk::toString).collect(Collectors.joining(" and ")), generator, rounds,
				benchmarks.results.table());
		Files.writeString(Setup.DIRECTORY.resolve("benchmarks.md"), table);
		System.out.println(table);
		System.exit(0);
	}

	private void measure(List<Jdk> jdks, LoadGenerator generator, int rounds) throws Exception {
		Tokens tokens = new Tokens();
		try (Upstream upstream = Upstream.start(tokens.jwks())) {
			for (Jdk jdk : jdks) {
				log(jdk + " warms up");
				ServiceJar.train(jdk, upstream);
				this.stages.add(Stage.start(jdk, upstream, generator, tokens.jwt()));
			}
			for (int round = 1; round <= rounds; round++) {
				measureRound(round);
			}
		}
		finally {
			this.stages.forEach(Stage::close);
		}
	}

	private void measureRound(int round) throws Exception {
		for (Row row : Rows.all()) {
			for (Stage stage : this.stages) {
				Optional<Sample> sample = row.measurement().take(stage);
				log("Round %d, %s, %s: %s".formatted(round, stage.jdk(), row.name(),
						sample.map(Sample::toString).orElse("not offered")));
				sample.ifPresent((taken) -> this.results.add(row, stage.jdk(), taken));
			}
		}
	}

	private static void log(String line) {
		System.out.println(line);
	}

}
