package ai.potpie.analyticsapi.locallogfire.http;

/**
 * Thrown to answer a request with an error: a status and a message.
 */
public final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	public Refusal(int status, String detail) {
		super(detail);
		this.status = status;
	}

	public int status() {
		return this.status;
	}

	public String detail() {
		return String.valueOf(getMessage());
	}

}
