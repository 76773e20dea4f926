package ai.potpie.analyticsapi.cache;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Rows in the memory of this process, as many as fit: those that are asked for most, and
 * the latest. A full Caffeine cache may refuse new rows, since they were not asked for
 * more often than those they would replace. Requests for the same rows at the same time
 * would not find them, and would load them again.
 */
class LocalRows {

	/** A sixteenth of the size, some 400 answers by default. */
	private static final int PART_OF_LATEST = 16;

	private final Cache<LogfireQuery, StoredRows> rows;

	private final LatestRows latest;

	private final boolean storesNothing;

	LocalRows(DataSize size, Duration longest, Ticker ticker) {
		this.storesNothing = size.toBytes() == 0;
		this.latest = new LatestRows(size.toBytes() / PART_OF_LATEST);
		this.rows = Caffeine.newBuilder()
			.maximumWeight(size.toBytes() - size.toBytes() / PART_OF_LATEST)
			.weigher((LogfireQuery query, StoredRows stored) -> stored.weight(query))
			.expireAfterWrite(longest)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	@Nullable StoredRows get(LogfireQuery query) {
		StoredRows found = this.rows.getIfPresent(query);
		return (found != null) ? found : latest(query);
	}

	// Keeping them again counts as asking for them
	private @Nullable StoredRows latest(LogfireQuery query) {
		StoredRows found = this.latest.get(query);
		return (found != null) ? keep(query, found) : null;
	}

	/**
	 * Keeps rows, unless newer ones are kept.
	 * @return the newer of both
	 */
	StoredRows keep(LogfireQuery query, StoredRows rows) {
		if (this.storesNothing) {
			return rows;
		}
		return this.rows.asMap().merge(query, this.latest.keep(query, rows), StoredRows::orNewer);
	}

	/** Keeps rows that were just loaded, even if those before have a later date. */
	void replace(LogfireQuery query, StoredRows rows) {
		this.latest.forget(query);
		this.rows.invalidate(query);
		keep(query, rows);
	}

	void clear() {
		this.rows.invalidateAll();
		this.latest.clear();
	}

	/** Weighs rows again after a representation was added to them. */
	void weigh(LogfireQuery query) {
		this.rows.asMap().computeIfPresent(query, (same, rows) -> rows);
		this.latest.weigh(query);
	}

	/** How much memory they take, roughly, in bytes. */
	long weight() {
		return this.rows.policy().eviction().orElseThrow().weightedSize().orElse(0) + this.latest.weight();
	}

}
