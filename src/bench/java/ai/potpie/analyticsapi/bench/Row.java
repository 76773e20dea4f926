package ai.potpie.analyticsapi.bench;

import java.io.IOException;

/**
 * A row of the table.
 *
 * @param name what is measured
 * @param comparison with what it is compared
 * @param aim what the comparison should come to, or another figure of the row
 * @param measurement takes a sample
 */
record Row(String name, Comparison comparison, String aim, Measurement measurement) {

	/** Of what has a process of its own. */
	static Row ofPiece(String name, String aim) {
		return new Row(name, Comparison.NONE, aim, (stage) -> {
			throw new IllegalStateException("No service that is running has a part in '%s'".formatted(name));
		});
	}

	/** Takes a sample for a row. */
	interface Measurement {

		Sample take(Stage stage) throws IOException, InterruptedException;

	}

}
