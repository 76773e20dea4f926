package ai.potpie.analyticsapi.fault;

/**
 * One call that a {@link ScriptedLogfire} got.
 *
 * @param number counts all calls
 * @param question what was asked, byte for byte
 * @param user whom the question is about
 * @param attempt how often it was asked, this time included
 * @param streamed whether the answer is to come row by row
 * @param begin when it came, by {@link System#nanoTime()}
 */
record Call(int number, String question, String user, int attempt, boolean streamed, long begin) {

	/** What the answer to this call names as an outcome: nobody else's does. */
	String marker() {
		return "<" + this.user + " " + this.number + ">";
	}

}
