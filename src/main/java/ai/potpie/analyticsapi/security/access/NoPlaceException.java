package ai.potpie.analyticsapi.security.access;

/**
 * There is no place for another streamed answer.
 */
public class NoPlaceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean callersOwn;

	private NoPlaceException(boolean callersOwn, String message) {
		super(message);
		this.callersOwn = callersOwn;
	}

	/** The caller has as many as it may have. */
	public static NoPlaceException ofCaller(int max) {
		return new NoPlaceException(true, ("This caller has %d streamed answers under way, and may not have more."
				+ " Read them to their end, and then ask again.")
			.formatted(max));
	}

	/** All callers together have. */
	public static NoPlaceException ofAll() {
		return new NoPlaceException(false, "Too many streamed answers are under way. Try again in a moment.");
	}

	/** Whether the caller can do something about it. */
	public boolean isCallersOwn() {
		return this.callersOwn;
	}

}
