package ai.potpie.analyticsapi.cache;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.LogfireQuery;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Rows in the memory of this process, as many as fit.
 */
class LocalRows {

	private final Cache<LogfireQuery, StoredRows> rows;

	private final boolean storesNothing;

	LocalRows(DataSize size, Duration longest) {
		this.storesNothing = size.toBytes() == 0;
		this.rows = Caffeine.newBuilder()
			.maximumWeight(size.toBytes())
			.weigher((LogfireQuery query, StoredRows stored) -> stored.weight())
			.expireAfterWrite(longest)
			.executor(Runnable::run)
			.build();
	}

	@Nullable StoredRows get(LogfireQuery query) {
		return this.rows.getIfPresent(query);
	}

	/**
	 * Keeps rows, unless there are newer ones.
	 * @return the newer ones
	 */
	StoredRows keep(LogfireQuery query, StoredRows rows) {
		return this.storesNothing ? rows : this.rows.asMap().merge(query, rows, LocalRows::newer);
	}

	/** Weighs once more what has grown. */
	void weigh(LogfireQuery query) {
		this.rows.asMap().computeIfPresent(query, (same, rows) -> rows);
	}

	/** Roughly, in bytes. */
	long weight() {
		return this.rows.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

	/** The same after what is to be forgotten has been. */
	long settledWeight() {
		this.rows.cleanUp();
		return weight();
	}

	private static StoredRows newer(StoredRows one, StoredRows other) {
		return one.asOf().isAfter(other.asOf()) ? one : other;
	}

}
