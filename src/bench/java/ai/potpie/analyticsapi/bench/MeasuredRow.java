package ai.potpie.analyticsapi.bench;

import java.io.IOException;

/**
 * A row of the table of results.
 *
 * @param name the name of the measurement
 * @param comparison the comparison with another row
 * @param aim the target for the comparison, or for another figure of the row
 * @param measurement takes a sample
 */
record MeasuredRow(String name, RowComparison comparison, String aim, Measurement measurement) {

	/** A row for a measurement with a process of its own. */
	static MeasuredRow ofPiece(String name, String aim) {
		return new MeasuredRow(name, RowComparison.NONE, aim, (stage) -> {
			throw new IllegalStateException("'%s' does not use the running services".formatted(name));
		});
	}

	/** Takes a sample for a row. */
	interface Measurement {

		Sample take(Stage stage) throws IOException, InterruptedException;

	}

}
