package ai.potpie.analyticsapi.cache;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.LogfireQuery;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Rows in the memory of this process, as many as fit: those that are asked for most, and
 * the latest. Caffeine alone, once it is full, may refuse what is new, since that was not
 * asked for more often than what would have to go. Those who ask for the same at the same
 * time would not find it, and load it again.
 */
class LocalRows {

	/** A sixteenth of the size, some 400 answers by default. */
	private static final int PART_OF_LATEST = 16;

	private final Cache<LogfireQuery, StoredRows> rows;

	private final LatestRows latest;

	private final boolean storesNothing;

	LocalRows(DataSize size, Duration longest) {
		this.storesNothing = size.toBytes() == 0;
		this.latest = new LatestRows(size.toBytes() / PART_OF_LATEST);
		this.rows = Caffeine.newBuilder()
			.maximumWeight(size.toBytes() - size.toBytes() / PART_OF_LATEST)
			.weigher((LogfireQuery query, StoredRows stored) -> stored.weight(query))
			.expireAfterWrite(longest)
			.executor(Runnable::run)
			.build();
	}

	@Nullable StoredRows get(LogfireQuery query) {
		StoredRows found = this.rows.getIfPresent(query);
		return (found != null) ? found : latest(query);
	}

	// Kept again, which counts like being asked for
	private @Nullable StoredRows latest(LogfireQuery query) {
		StoredRows found = this.latest.get(query);
		return (found != null) ? keep(query, found) : null;
	}

	/**
	 * Keeps rows, unless there are newer ones.
	 * @return the newer ones
	 */
	StoredRows keep(LogfireQuery query, StoredRows rows) {
		if (this.storesNothing) {
			return rows;
		}
		return this.rows.asMap().merge(query, this.latest.keep(query, rows), StoredRows::orNewer);
	}

	/** Keeps rows that were loaded, also if those before say that they are newer. */
	void replace(LogfireQuery query, StoredRows rows) {
		this.latest.forget(query);
		this.rows.invalidate(query);
		keep(query, rows);
	}

	/** Weighs once more what has grown. */
	void weigh(LogfireQuery query) {
		this.rows.asMap().computeIfPresent(query, (same, rows) -> rows);
		this.latest.weigh(query);
	}

	/** Roughly, in bytes. */
	long weight() {
		return this.rows.policy().eviction().orElseThrow().weightedSize().orElse(0) + this.latest.weight();
	}

	/** The same after what is to be forgotten has been. */
	long settledWeight() {
		this.rows.cleanUp();
		return weight();
	}

}
