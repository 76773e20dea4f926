package ai.potpie.analyticsapi.export;

import java.util.List;

import ai.potpie.analyticsapi.cache.Question;

/**
 * Converts an answer into tables. An implementation has to be a record, because stored
 * files are found by equality.
 *
 * @param <Q> the question
 * @param <T> the answer
 */
public interface Tables<Q extends Question<T>, T> {

	FileName name(Q question);

	/** The facts that the file states about itself. */
	List<Fact> facts(Q question, T answer);

	/**
	 * The tables; formats with only one table have the first, unless the request names
	 * another.
	 */
	List<FilledTable<?>> tables(Q question, T answer);

}
