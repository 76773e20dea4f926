package ai.potpie.analyticsapi.cache;

import java.time.Duration;

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

	private final Cache<Question<?>, StoredRows> rows;

	private final LatestRows latest;

	private final boolean storesNothing;

	LocalRows(DataSize size, Duration longest, Ticker ticker) {
		this.storesNothing = size.toBytes() == 0;
		this.latest = new LatestRows(size.toBytes() / PART_OF_LATEST);
		this.rows = Caffeine.newBuilder()
			.maximumWeight(size.toBytes() - size.toBytes() / PART_OF_LATEST)
			.weigher((Question<?> key, StoredRows stored) -> stored.weight(key))
			.expireAfterWrite(longest)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	@Nullable StoredRows get(Question<?> question) {
		StoredRows found = this.rows.getIfPresent(question.key());
		return (found != null) ? found : latest(question);
	}

	// Keeping them again counts as asking for them
	private @Nullable StoredRows latest(Question<?> question) {
		StoredRows found = this.latest.get(question.key());
		return (found != null) ? keep(question, found) : null;
	}

	/**
	 * Keeps rows, unless newer ones are kept.
	 * @return the newer of both
	 */
	StoredRows keep(Question<?> question, StoredRows rows) {
		if (this.storesNothing) {
			return rows;
		}
		Question<?> key = question.key();
		return this.rows.asMap().merge(key, this.latest.keep(key, rows), StoredRows::orNewer);
	}

	/** Keeps rows that were just loaded, even if those before have a later date. */
	void replace(Question<?> question, StoredRows rows) {
		this.latest.forget(question.key());
		this.rows.invalidate(question.key());
		keep(question, rows);
	}

	void clear() {
		this.rows.invalidateAll();
		this.latest.clear();
	}

	/** Weighs rows again after a representation was added to them. */
	void weigh(Question<?> question) {
		this.rows.asMap().computeIfPresent(question.key(), (key, rows) -> rows);
		this.latest.weigh(question.key());
	}

	/** How much memory they take, roughly, in bytes. */
	long weight() {
		return this.rows.policy().eviction().orElseThrow().weightedSize().orElse(0) + this.latest.weight();
	}

}
