package ai.potpie.analyticsapi.cache;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.cache.History.Snapshot;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What Logfire is asked, and what its rows answer. Two questions that are equal have the
 * same answer.
 *
 * @param <T> the answer
 */
public interface Question<T> {

	/** The memory of a question without its texts, in bytes. */
	int WEIGHT = 400;

	/** The memory of a text without its characters, in bytes. */
	int TEXT_WEIGHT = 60;

	/** The highest character that takes one byte. */
	char LATIN = 0xff;

	/** The query for its rows, under which replicas share them. */
	LogfireQuery query();

	/**
	 * The question under which its rows are stored: one for all questions that have the
	 * same query.
	 */
	default Question<?> key() {
		return this;
	}

	/**
	 * The end of the query, without making it: the first moment that it does not read.
	 */
	Instant end();

	/** The texts of its request, such as ids and filters. */
	Stream<String> texts();

	/** The approximate memory of the question, in bytes. */
	default int weight() {
		return WEIGHT + texts().mapToInt(Question::weight).sum();
	}

	private static int weight(String text) {
		boolean isLatin = text.chars().allMatch((character) -> character <= LATIN);
		return TEXT_WEIGHT + text.length() * (isLatin ? 1 : Character.BYTES);
	}

	/**
	 * Asks for the rows: by the query, or by others that its rows tell to ask instead.
	 * @param logfire answers a query
	 * @throws LogfireException if it does not
	 */
	default Rows ask(Function<LogfireQuery, Rows> logfire) {
		return logfire.apply(query());
	}

	/**
	 * The same question for the history; null if only Logfire can answer it.
	 */
	default @Nullable Question<T> ofHistory() {
		return null;
	}

	/**
	 * The facts of the history that answer the question; empty if Logfire has to.
	 * @throws LogfireException as {@link History#covering} does, and if only a history
	 * can answer and there is none
	 */
	default Optional<Snapshot> facts(History history, Urgency urgency, Deadline deadline) {
		return history.covering(query(), urgency, deadline);
	}

	/**
	 * Folds the rows.
	 * @param asOf the moment up to which the rows are complete: when Logfire answered, or
	 * when the history was last filled
	 * @throws LogfireException if they are not the rows of such a query
	 */
	T answer(Rows rows, Instant asOf);

}
