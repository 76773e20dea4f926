package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.util.Optional;

import ai.potpie.analyticsapi.history.store.Erased;
import ai.potpie.analyticsapi.history.store.FactReader;
import ai.potpie.analyticsapi.history.store.FactRows;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.Slice;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;

/**
 * One step of the feed: what it begins with, and how it reads facts from Logfire.
 *
 * @param state how far the feed has read
 * @param erased users whose facts are left out
 * @param logfire reads facts
 * @param memory the share from which facts claim memory
 */
record FeedStep(FeedState state, Erased erased, FactReader logfire, MemoryShare memory) {

	/**
	 * Reads a slice; empty if it was too large and the stride is shorter now.
	 * @param length of the slice
	 * @throws LogfireException if Logfire does not answer
	 */
	Optional<FactRows> read(Slice slice, Duration length, Stride stride) {
		try {
			FactRows rows = this.logfire.read(slice, this.erased, this.memory);
			stride.read(length, rows.count());
			return Optional.of(rows);
		}
		catch (LogfireException ex) {
			if (!FactReader.isTooLarge(ex)) {
				throw ex;
			}
			return stride.shorten(length) ? Optional.empty() : Optional.of(readWhole(slice));
		}
	}

	/** Reads a slice of any size. */
	FactRows readWhole(Slice slice) {
		return this.logfire.readWhole(slice, this.erased, this.memory);
	}

}
