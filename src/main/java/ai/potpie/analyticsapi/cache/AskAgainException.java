package ai.potpie.analyticsapi.cache;

/**
 * A question is to be asked once more, another way: what it has read is not what it has
 * reckoned with. It was no failure of Logfire.
 */
public class AskAgainException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public AskAgainException(String message) {
		super(message);
	}

}
