package ai.potpie.analyticsapi.cache;

/**
 * What becomes of an answer before it is sent: its JSON, or a file. Two forms that are
 * equal have the same content.
 *
 * @param <T> the answer
 */
public interface Form<T> {

	Question<T> question();

	Content of(T answer);

	/** How much memory that takes beside the answer and its content, in bytes. */
	default int memory() {
		return 0;
	}

}
