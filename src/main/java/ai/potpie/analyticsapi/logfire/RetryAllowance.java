package ai.potpie.analyticsapi.logfire;

/**
 * Limits the number of retries. Each answer of Logfire adds a part of a retry, and each
 * retry takes one. If some calls fail, all of them can be retried; if all fail, the
 * reserve is soon spent, and Logfire gets hardly more than the first tries.
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
