package ai.potpie.analyticsapi.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The samples of all rounds.
 */
final class Results {

	private static final String HEAD = """
			| | JDK | per second | ratio | aim | p50 ms | p99 ms | CPU µs | MB | |
			| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
			""";

	private final Map<Key, List<Sample>> samples = new LinkedHashMap<>();

	void add(MeasuredRow row, Jdk jdk, Sample sample) {
		this.samples
			.computeIfAbsent(new Key(row.name(), jdk, row.comparison(), row.aim()), (first) -> new ArrayList<>())
			.add(sample);
	}

	/** The table with the medians of all rounds, in Markdown. */
	String table() {
		StringBuilder table = new StringBuilder(HEAD);
		this.samples.forEach((key, rounds) -> table.append(line(key, rounds)));
		return table.toString();
	}

	private String line(Key key, List<Sample> rounds) {
		return Stream
			.of(key.name(), String.valueOf(key.jdk().version()), number(median(rounds, Sample::rate)),
					key.comparison().print(ratio(key, rounds)), key.aim(), number(median(rounds, Sample::p50)),
					number(median(rounds, Sample::p99)), number(median(rounds, (sample) -> sample.cpu() * 1e3)),
					number(median(rounds, (sample) -> sample.memory() / 1e6)), remarks(rounds))
			.reduce("|", (line, cell) -> line + " " + cell + " |") + "\n";
	}

	private double ratio(Key key, List<Sample> rounds) {
		List<Sample> others = this.samples.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().name().equals(key.comparison().other())
					&& entry.getKey().jdk().equals(key.jdk()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(List.of());
		return median(IntStream.range(0, Math.min(rounds.size(), others.size()))
			.mapToDouble((round) -> key.comparison().of(rounds.get(round), others.get(round))));
	}

	private static double median(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
		return median(rounds.stream().mapToDouble(figure));
	}

	private static double median(DoubleStream figures) {
		double[] sorted = figures.filter((figure) -> !Double.isNaN(figure)).sorted().toArray();
		return (sorted.length > 0) ? (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2 : Double.NaN;
	}

	/** A figure with three significant digits. */
	private static String number(double figure) {
		if (Double.isNaN(figure) || figure == 0) {
			return "";
		}
		int decimals = (figure >= 100) ? 0 : (figure >= 10) ? 1 : (figure >= 1) ? 2 : 3;
		return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
	}

	private static String remarks(List<Sample> rounds) {
		return String.join("; ",
				rounds.stream()
					.map(Sample::remark)
					.map(String::strip)
					.filter((remark) -> !remark.isEmpty())
					.distinct()
					.toList());
	}

	private record Key(String name, Jdk jdk, RowComparison comparison, String aim) {
	}

}
