package ai.potpie.analyticsapi.export;

import java.util.Map;

/**
 * Takes the rows of a table.
 *
 * @param <R> a row
 */
public interface RowWriter<R> {

	void row(R row);

	/**
	 * Ends the table.
	 * @param totals by column; only sheets show them
	 */
	void end(Map<String, Object> totals);

}
