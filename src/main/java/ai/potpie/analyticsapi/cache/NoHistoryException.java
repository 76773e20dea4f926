package ai.potpie.analyticsapi.cache;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a request needs the history and the service has none.
 */
public class NoHistoryException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoHistoryException() {
		super("This service keeps no history. Those who run it can set ANALYTICS_HISTORY_URL.");
	}

	/**
	 * Requires what exists only with a history.
	 * @param found null without one
	 * @throws NoHistoryException if the service has none
	 */
	public static <T> T require(@Nullable T found) {
		if (found == null) {
			throw new NoHistoryException();
		}
		return found;
	}

}
