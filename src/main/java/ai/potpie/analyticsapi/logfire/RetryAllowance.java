package ai.potpie.analyticsapi.logfire;

/**
 * How many tries failures may cost. Each answer of Logfire's adds a part of a try, and
 * each further try takes one: where some calls fail, all can be tried again; where all
 * fail, the reserve is soon spent, and Logfire sees hardly more than the calls
 * themselves.
 */
class RetryAllowance {

	private final double perAnswer;

	private final double reserve;

	private double left;

	RetryAllowance(double perAnswer, int reserve) {
		this.perAnswer = perAnswer;
		this.reserve = reserve;
		this.left = reserve;
	}

	synchronized void answered() {
		this.left = Math.min(this.reserve, this.left + this.perAnswer);
	}

	synchronized boolean take() {
		boolean allowed = this.left >= 1;
		if (allowed) {
			this.left--;
		}
		return allowed;
	}

}
