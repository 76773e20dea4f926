package ai.potpie.analyticsapi.cache;

/**
 * Answers a request: now, and each time that its caller repeats it.
 *
 * @param <T> what the answer says
 */
@FunctionalInterface
public interface Reply<T> {

	/**
	 * The answer as of now.
	 * @throws ai.potpie.analyticsapi.logfire.rows.LogfireException if Logfire does not
	 * answer, and nothing is stored that may be served
	 */
	Answer<T> now();

}
