package ai.potpie.analyticsapi.bench;

import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The ways to compare a row with another row of the same round.
 */
enum RowComparison {

	NONE("", Sample::rate, (own, other) -> Double.NaN, "%.2f"),

	OF_CONSTANT(MeasuredRows.CONSTANT, Sample::rate, (own, other) -> own / other, "%.2f ×"),

	BEYOND_UPSTREAM(MeasuredRows.UPSTREAM, Sample::p50, (own, other) -> own - other, "+ %.1f ms"),

	/** The limit is the default number of connections, each as fast as the upstream. */
	OF_POSSIBLE(MeasuredRows.UPSTREAM, Sample::rate, (own, other) -> own / (64 * other), "%.2f × possible"),

	OF_COLD(MeasuredRows.COLD, Sample::rate, (own, other) -> own / other, "%.2f × Logfire"),

	BEYOND_DUCKDB(HistoryRows.itself(HistoryEngine.DUCKDB), Sample::p50, (own, other) -> own - other, "+ %.1f ms"),

	BEYOND_POSTGRESQL(HistoryRows.itself(HistoryEngine.POSTGRESQL), Sample::p50, (own, other) -> own - other,
			"+ %.1f ms"),

	MORE_MEMORY(HistoryRows.NO_HISTORY, Sample::memory, (own, other) -> (own - other) / 1e6, "%+.0f MB");

	private final String other;

	private final ToDoubleFunction<Sample> figure;

	private final DoubleBinaryOperator operator;

	private final String format;

	RowComparison(String other, ToDoubleFunction<Sample> figure, DoubleBinaryOperator operator, String format) {
		this.other = other;
		this.figure = figure;
		this.operator = operator;
		this.format = format;
	}

	/** The comparison with the database of a history. */
	static RowComparison beyondItself(HistoryEngine engine) {
		return (engine == HistoryEngine.DUCKDB) ? BEYOND_DUCKDB : BEYOND_POSTGRESQL;
	}

	/** The name of the row to compare with. */
	String other() {
		return this.other;
	}

	double of(Sample own, Sample reference) {
		return this.operator.applyAsDouble(this.figure.applyAsDouble(own), this.figure.applyAsDouble(reference));
	}

	String print(double value) {
		return Double.isNaN(value) ? "" : this.format.formatted(value);
	}

}
