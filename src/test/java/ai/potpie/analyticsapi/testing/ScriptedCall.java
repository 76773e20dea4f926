package ai.potpie.analyticsapi.testing;

/**
 * One call that a {@link ScriptedLogfire} got.
 *
 * @param number counts all calls
 * @param question a digest of what was asked
 * @param user whom the question is about
 * @param attempt how often it was asked, this time included
 * @param streamed whether the answer is to come row by row
 * @param begin when it came, by {@link System#nanoTime()}
 */
public record ScriptedCall(int number, String question, String user, int attempt, boolean streamed, long begin) {

	/** What the answer to this call names as an outcome: nobody else's does. */
	public String marker() {
		return markerOf(this.user) + this.number + ">";
	}

	/** How all markers begin that answers about a user have. */
	public static String markerOf(String user) {
		return "<" + user + " ";
	}

}
