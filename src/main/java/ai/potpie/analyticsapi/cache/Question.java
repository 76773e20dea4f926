package ai.potpie.analyticsapi.cache;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

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

	/** Under this its rows are stored. */
	LogfireQuery query();

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
	default Optional<Snapshot> facts(History history, LogfireQuery query, Urgency urgency, Deadline deadline) {
		return history.covering(query, urgency, deadline);
	}

	/**
	 * Folds the rows.
	 * @param asOf the moment up to which the rows are complete: when Logfire answered, or
	 * when the history was last filled
	 * @throws LogfireException if they are not the rows of such a query
	 */
	T answer(Rows rows, Instant asOf);

}
