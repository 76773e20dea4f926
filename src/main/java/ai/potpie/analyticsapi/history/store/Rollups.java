package ai.potpie.analyticsapi.history.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Rows that were computed of facts that no longer change, and are kept until something
 * changes these facts after all. The feed writes them between its steps.
 */
public class Rollups {

	/** All granularities of some 10 time zones. */
	private static final int MAX_OF_A_USER = 5000;

	private static final int MAX_WAITING = 2000;

	/**
	 * Selects what the history covers: a row for each range of times, with
	 * {@code past_version}, which tells when facts have changed.
	 */
	private static final Sql COVERAGE = Sql.of("""
			SELECT
				'covered' AS part,
				range_start,
				range_end,
				reconciled_through,
				past_version
			FROM feed LEFT JOIN covered ON TRUE
			ORDER BY range_start
			""");

	/** Counts the facts of a user. */
	private static final Sql COUNT = Sql.of("""
			SELECT COUNT(*) AS facts
			FROM fact
			WHERE user_id = :user_id
				AND start_timestamp >= :start
				AND start_timestamp < :end
			""");

	/** Selects the rows of a user that are kept. */
	private static final Sql KEPT = Sql.of("""
			SELECT
				range_start,
				range_end,
				numbers
			FROM rollup
			WHERE user_id = :user_id
				AND question = :question
				AND range_start >= :start
				AND range_end <= :end
			""");

	private final HistoryTransactions transactions;

	private final FactStore store;

	private final Queue<Rollup> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

	public Rollups(HistoryTransactions transactions, FactStore store) {
		this.transactions = transactions;
		this.store = store;
	}

	/** The statement for what the history covers. */
	public static Sql coverage() {
		return COVERAGE;
	}

	/** The statement for the number of facts of a user. */
	public static Sql count(String userId, Instant start, Instant end) {
		return COUNT.with("user_id", userId).with("start", start).with("end", end);
	}

	/** The statement for the rows of a user that are kept. */
	public static Sql kept(String userId, String question, Instant start, Instant end) {
		return KEPT.with("user_id", userId).with("question", question).with("start", start).with("end", end);
	}

	/** Keeps a row soon, unless the facts change before. */
	public void keep(Rollup rollup) {
		this.waiting.offer(rollup);
	}

	/** Writes the rows that wait, unless another replica is writing. */
	public void write() {
		if (!this.waiting.isEmpty()) {
			this.transactions.ifFree(() -> {
				List<Rollup> rollups = new ArrayList<>();
				while (rollups.size() < MAX_WAITING && !this.waiting.isEmpty()) {
					rollups.add(this.waiting.remove());
				}
				this.store.state().ifPresent((state) -> write(rollups, state.pastVersion()));
				return rollups.size();
			});
		}
	}

	private void write(List<Rollup> rollups, long pastVersion) {
		rollups.stream()
			.filter((rollup) -> rollup.pastVersion() == pastVersion)
			.filter((rollup) -> this.store.rollups(rollup.userId()) < MAX_OF_A_USER)
			.forEach(this.store::insert);
	}

	/**
	 * A row to keep.
	 *
	 * @param question a digest of what was asked, without the user and the times
	 * @param start the first moment of its facts
	 * @param end the first moment after them
	 * @param numbers the columns of the row, as JSON
	 * @param pastVersion the version of the facts
	 */
	public record Rollup(String userId, String question, Instant start, Instant end, String numbers, long pastVersion) {
	}

}
