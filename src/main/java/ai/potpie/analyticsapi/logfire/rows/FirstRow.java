package ai.potpie.analyticsapi.logfire.rows;

import tools.jackson.core.JsonParser;

/**
 * Runs an action when the first row of a stream arrives, and passes all rows on.
 */
public final class FirstRow implements RowHandler {

	private final RowHandler handler;

	private final Runnable onFirst;

	private boolean seen;

	public FirstRow(RowHandler handler, Runnable onFirst) {
		this.handler = handler;
		this.onFirst = onFirst;
	}

	@Override
	public void handle(JsonParser row) {
		if (!this.seen) {
			this.seen = true;
			this.onFirst.run();
		}
		this.handler.handle(row);
	}

}
