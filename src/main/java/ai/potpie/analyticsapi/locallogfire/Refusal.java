package ai.potpie.analyticsapi.locallogfire;

/**
 * A request that is answered with an error: its status and what is wrong with it.
 */
final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	Refusal(int status, String detail) {
		super(detail);
		this.status = status;
	}

	int status() {
		return this.status;
	}

	String detail() {
		return String.valueOf(getMessage());
	}

}
