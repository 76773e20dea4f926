package ai.potpie.analyticsapi.security.access;

/**
 * Too many streamed answers are under way.
 */
public class NoPlaceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean callersOwn;

	private NoPlaceException(boolean callersOwn, String message) {
		super(message);
		this.callersOwn = callersOwn;
	}

	/** This caller has reached its limit. */
	public static NoPlaceException ofCaller(int max) {
		return new NoPlaceException(true, ("This caller has %d streamed answers under way, and may not have more."
				+ " Read them to their end, and then ask again.")
			.formatted(max));
	}

	/** All callers together have reached the limit. */
	public static NoPlaceException ofAll() {
		return new NoPlaceException(false, "Too many streamed answers are under way. Try again in a moment.");
	}

	/** This caller has as many live streams as it may have. */
	public static NoPlaceException ofCallersStreams(int max) {
		return new NoPlaceException(true,
				"This caller has %d live streams open, and may not have more. Close one of them first.".formatted(max));
	}

	/** This socket has as many subscriptions as it may have. */
	public static NoPlaceException ofSubscriptions(int max) {
		return new NoPlaceException(true,
				"This socket has %d subscriptions, and may not have more. Unsubscribe one of them first."
					.formatted(max));
	}

	/** All callers together have as many live streams as there may be. */
	public static NoPlaceException ofAllStreams() {
		return new NoPlaceException(false, "No more live streams can be opened now. Try again in a moment.");
	}

	/** Whether the caller's own limit is reached, which the caller can change. */
	public boolean isCallersOwn() {
		return this.callersOwn;
	}

}
