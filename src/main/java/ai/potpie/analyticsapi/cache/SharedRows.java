package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;

/**
 * Rows that replicas share. The service works without it: whatever fails there counts as
 * not found.
 */
public interface SharedRows {

	/** Nothing is shared. */
	SharedRows NONE = new SharedRows() {

		@Override
		public Optional<StoredRows> find(Question<?> question) {
			return Optional.empty();
		}

		@Override
		public StoredRows load(Question<?> question, Predicate<StoredRows> wanted, Deadline deadline,
				Supplier<StoredRows> loader) {
			return loader.get();
		}

		@Override
		public Duration patience() {
			return Duration.ZERO;
		}

		@Override
		public void clear() {
			// Nothing is shared
		}

	};

	/** The rows that a replica has stored, of whatever age. */
	Optional<StoredRows> find(Question<?> question);

	/**
	 * Loads rows, unless another replica has done so or is about to: then waits for them.
	 * @param wanted says which rows are good enough
	 * @param deadline until when to wait for another replica
	 * @param loader asks Logfire; its rows are stored for all
	 * @throws LogfireException what the loader throws
	 */
	StoredRows load(Question<?> question, Predicate<StoredRows> wanted, Deadline deadline, Supplier<StoredRows> loader);

	/**
	 * How long it is worth waiting for newer rows that another replica may have stored.
	 */
	Duration patience();

	/** Deletes all rows. */
	void clear();

}
