package ai.potpie.analyticsapi.cache;

/**
 * Thrown when a request needs the history and the service has none.
 */
public class NoHistoryException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public NoHistoryException() {
		super("This service keeps no history. Those who run it can set ANALYTICS_HISTORY_URL.");
	}

}
