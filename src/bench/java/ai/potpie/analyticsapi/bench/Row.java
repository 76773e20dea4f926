package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * A row of the table.
 *
 * @param name what is measured
 * @param comparison with what it is compared
 * @param aim what the comparison should come to, or another figure of the row
 * @param measurement takes a sample
 */
record Row(String name, Comparison comparison, String aim, Measurement measurement) {

	/** Without a measurement of its own. */
	static Row ofPiece(String name, String aim) {
		return new Row(name, Comparison.NONE, aim, (stage) -> Optional.empty());
	}

	/** Takes a sample for a row; none if the service does not offer what it measures. */
	interface Measurement {

		Optional<Sample> take(Stage stage) throws IOException, InterruptedException;

	}

}
