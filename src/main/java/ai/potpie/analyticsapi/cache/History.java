package ai.potpie.analyticsapi.cache;

import java.time.Instant;
import java.util.Optional;

import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;

/**
 * A store of facts that answers questions in the place of Logfire, where it can.
 */
public interface History {

	/** Nothing is stored. */
	History NONE = new History() {

		@Override
		public Optional<Snapshot> covering(LogfireQuery query, Urgency urgency, Deadline deadline) {
			return Optional.empty();
		}

		@Override
		public Snapshot whatever(LogfireQuery query, Urgency urgency, Deadline deadline) {
			throw new NoHistoryException();
		}

	};

	/**
	 * Finds out whether the store can answer a query.
	 * @param query the query for Logfire, whose window counts
	 * @param urgency for a refresh, the store waits until it has newer facts
	 * @param deadline until when to wait for them
	 * @return empty if Logfire has to answer
	 * @throws LogfireException if a refresh finds no newer facts, or if the store does
	 * not work and Logfire no longer has the window
	 */
	Optional<Snapshot> covering(LogfireQuery query, Urgency urgency, Deadline deadline);

	/**
	 * The facts that the store has for a query, whether they cover it or not.
	 * @param query the query, whose window tells how new the facts must be
	 * @throws LogfireException if there are none that may still be served
	 */
	Snapshot whatever(LogfireQuery query, Urgency urgency, Deadline deadline);

	/**
	 * The facts of a store that covers a query.
	 */
	interface Snapshot {

		/** The moment up to which the store has everything that Logfire had, in UTC. */
		Instant asOf();

		/**
		 * Queries rows.
		 * @param memory the share from which the rows claim memory
		 * @throws HistoryException if the store does not work: Logfire may answer
		 * @throws LogfireException if there is no complete answer by the deadline
		 */
		Rows query(LogfireQuery query, Deadline deadline, MemoryShare memory);

	}

}
