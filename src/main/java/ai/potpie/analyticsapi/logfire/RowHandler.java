package ai.potpie.analyticsapi.logfire;

import tools.jackson.core.JsonParser;

/**
 * Takes the rows of a streamed answer as they arrive.
 */
@FunctionalInterface
public interface RowHandler {

	/**
	 * Takes one row.
	 * @param row stands on the row's {@code START_OBJECT}, and has to be left on its
	 * {@code END_OBJECT}
	 */
	void handle(JsonParser row);

}
