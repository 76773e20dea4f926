package ai.potpie.analyticsapi.logfire.rows;

import tools.jackson.core.JsonParser;

/**
 * Receives the rows of a streamed answer as they arrive.
 */
@FunctionalInterface
public interface RowHandler {

	/**
	 * Receives one row.
	 * @param row a parser at the row's {@code START_OBJECT}, which the handler has to
	 * leave at the {@code END_OBJECT}
	 */
	void handle(JsonParser row);

}
