package ai.potpie.analyticsapi.cache;

/**
 * What an answer is sent as: JSON, or a file. Forms are equal if they make the same of
 * the same rows.
 *
 * @param <T> the answer
 */
public interface Form<T> {

	Question<T> question();

	Representation represent(T answer);

	/** How much memory that takes beside the answer and its bytes, in bytes. */
	default int memory() {
		return 0;
	}

}
