package ai.potpie.analyticsapi.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The rows that were kept or asked for last, as many as fit.
 */
class LatestRows {

	private final Map<Question<?>, Weighed> rows = new LinkedHashMap<>(16, 0.75f, true);

	private final long size;

	private long weight;

	/**
	 * Creates an empty store.
	 * @param size what they may weigh, in bytes
	 */
	LatestRows(long size) {
		this.size = size;
	}

	synchronized @Nullable StoredRows get(Question<?> key) {
		Weighed found = this.rows.get(key);
		return (found != null) ? found.rows() : null;
	}

	/**
	 * Keeps rows, unless newer ones are kept.
	 * @return the newer of both
	 */
	synchronized StoredRows keep(Question<?> key, StoredRows rows) {
		StoredRows before = get(key);
		Weighed kept = Weighed.of(key, (before != null) ? before.orNewer(rows) : rows);
		Weighed replaced = this.rows.put(key, kept);
		this.weight += kept.weight() - ((replaced != null) ? replaced.weight() : 0);
		forgetOldest();
		return kept.rows();
	}

	synchronized void forget(Question<?> key) {
		Weighed forgotten = this.rows.remove(key);
		this.weight -= (forgotten != null) ? forgotten.weight() : 0;
	}

	synchronized void clear() {
		this.rows.clear();
		this.weight = 0;
	}

	/** Weighs rows again after a representation was added to them. */
	synchronized void weigh(Question<?> key) {
		StoredRows rows = get(key);
		if (rows != null) {
			keep(key, rows);
		}
	}

	synchronized long weight() {
		return this.weight;
	}

	private void forgetOldest() {
		Iterator<Weighed> oldest = this.rows.values().iterator();
		while (this.weight > this.size) {
			this.weight -= oldest.next().weight();
			oldest.remove();
		}
	}

	private record Weighed(StoredRows rows, int weight) {

		static Weighed of(Question<?> key, StoredRows rows) {
			return new Weighed(rows, rows.weight(key));
		}

	}

}
