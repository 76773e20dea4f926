package ai.potpie.analyticsapi.export;

import java.util.Map;

/**
 * Receives the rows of a table.
 *
 * @param <R> a row
 */
interface RowWriter<R> {

	void row(R row);

	/**
	 * Ends the table.
	 * @param totals the totals by column, which only sheets show
	 */
	void end(Map<String, Object> totals);

}
