package ai.potpie.analyticsapi.cache;

/**
 * Thrown when the history does not work and Logfire can answer in its place.
 */
public class HistoryException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public HistoryException(Throwable cause) {
		super("The history does not work", cause);
	}

}
