package ai.potpie.analyticsapi.cache;

/**
 * How a request is answered: now, and each time that its caller sends the same again.
 *
 * @param <T> what the answer says
 */
@FunctionalInterface
public interface Reply<T> {

	/**
	 * The answer as of now.
	 * @throws ai.potpie.analyticsapi.logfire.LogfireException if Logfire does not answer,
	 * and nothing is stored that may be served
	 */
	Answer<T> now();

}
