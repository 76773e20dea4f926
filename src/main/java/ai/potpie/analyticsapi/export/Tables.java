package ai.potpie.analyticsapi.export;

import java.util.List;

import ai.potpie.analyticsapi.cache.Question;

/**
 * Says an answer as tables. An implementation is a record, since files are kept as long
 * as they are of the same one.
 *
 * @param <Q> the question
 * @param <T> the answer
 */
public interface Tables<Q extends Question<T>, T> {

	FileName name(Q question);

	/** What the file says about itself. */
	List<Fact> facts(Q question, T answer);

	/** The first is what a format of one table has, unless another is asked for. */
	List<FilledTable<?>> tables(Q question, T answer);

}
