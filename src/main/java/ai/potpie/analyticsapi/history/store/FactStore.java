package ai.potpie.analyticsapi.history.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import ai.potpie.analyticsapi.analytics.counting.RedundantFacts;
import ai.potpie.analyticsapi.history.store.Rollups.Rollup;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of the history. The feed changes them in transactions that it alone begins.
 */
public class FactStore {

	// By the time of start too, or PostgreSQL looks through all facts of a user for each
	private static final String REDUNDANT = """
			DELETE FROM fact
			USING (%s) AS redundant
			WHERE fact.user_id = redundant.scope
				AND fact.start_timestamp = redundant.start_timestamp
				AND fact.trace_id = redundant.trace_id
				AND fact.span_id = redundant.span_id
				AND fact.start_timestamp >= ? AND fact.start_timestamp < ?
			""";

	private final JdbcClient jdbc;

	private final Engine engine;

	public FactStore(JdbcClient jdbc, Engine engine) {
		this.jdbc = jdbc;
		this.engine = engine;
	}

	/** Whether this transaction is the only one of all replicas that may write. */
	public boolean lock() {
		return this.jdbc.sql(this.engine.lock()).query(Boolean.class).single();
	}

	/** Waits until this transaction is the only one of all replicas that may write. */
	public void waitForLock() {
		this.jdbc.sql(this.engine.waitForLock()).query(Boolean.class).single();
	}

	/** Empty before the feed's first step. */
	public Optional<FeedState> state() {
		return this.jdbc.sql("""
				SELECT rules, first_cursor, read_through, as_of, reconciled_through, compacted_through,
					other_rules_until, version, past_version
				FROM feed
				""")
			.query((row, number) -> new FeedState(row.getString(1), moment(row, 2), moment(row, 3),
					momentOrNull(row, 4), momentOrNull(row, 5), momentOrNull(row, 6), momentOrNull(row, 7),
					row.getLong(8), row.getLong(9)))
			.optional();
	}

	/** Saves how far the feed has come. */
	public void save(FeedState state) {
		this.jdbc.sql("DELETE FROM feed").update();
		this.jdbc.sql("""
				INSERT INTO feed (rules, first_cursor, read_through, as_of, reconciled_through, compacted_through,
					other_rules_until, version, past_version)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(state.rules())
			.param(utc(state.firstCursor()))
			.param(utc(state.readThrough()))
			.param(utc(state.asOf()))
			.param(utc(state.reconciledThrough()))
			.param(utc(state.compactedThrough()))
			.param(utc(state.otherRulesUntil()))
			.param(state.version())
			.param(state.pastVersion())
			.update();
	}

	/** Reads which times the facts cover. */
	public Coverage coverage() {
		return new Coverage(this.jdbc.sql("SELECT range_start, range_end FROM covered ORDER BY range_start")
			.query((row, number) -> new TimeRange(moment(row, 1), moment(row, 2)))
			.list());
	}

	/** Replaces the times that the facts cover. */
	public void save(Coverage coverage) {
		this.jdbc.sql("DELETE FROM covered").update();
		coverage.ranges()
			.forEach((range) -> this.jdbc.sql("INSERT INTO covered VALUES (?, ?)")
				.param(utc(range.start()))
				.param(utc(range.end()))
				.update());
	}

	/** Replaces the facts of a slice by those that were read. */
	public void replace(Slice slice, FactRows rows) {
		delete(slice);
		if (rows.count() > 0) {
			insert(rows);
		}
	}

	/** Deletes the facts of a slice, and all rollups that may have counted them. */
	public void delete(Slice slice) {
		this.jdbc.sql("DELETE FROM fact WHERE " + slice.condition().text()).update();
		deleteRollups(slice.starts());
	}

	/**
	 * Deletes facts that started in a time and without which each answer stays the same.
	 */
	public int deleteRedundant(TimeRange starts) {
		// Without statistics of facts that just came, the plan of PostgreSQL takes
		// minutes
		this.jdbc.sql("ANALYZE fact").update();
		return this.jdbc.sql(REDUNDANT.formatted(RedundantFacts.select(starts.start(), starts.end()).text()))
			.param(utc(starts.start()))
			.param(utc(starts.end()))
			.update();
	}

	/** The number of facts that started in a time. */
	public long count(TimeRange starts) {
		return this.jdbc.sql("SELECT COUNT(*) FROM fact WHERE start_timestamp >= ? AND start_timestamp < ?")
			.param(utc(starts.start()))
			.param(utc(starts.end()))
			.query(Long.class)
			.single();
	}

	/** Deletes the kept buckets that overlap a time, because its facts have changed. */
	public void deleteRollups(TimeRange starts) {
		this.jdbc.sql("DELETE FROM rollup WHERE range_start < ? AND range_end > ?")
			.param(utc(starts.end()))
			.param(utc(starts.start()))
			.update();
	}

	/** The number of rollups. */
	public long rollups() {
		return this.jdbc.sql("SELECT COUNT(*) FROM rollup").query(Long.class).single();
	}

	/** The number of rollups of a user. */
	public long rollups(String userId) {
		return this.jdbc.sql("SELECT COUNT(*) FROM rollup WHERE user_id = ?").param(userId).query(Long.class).single();
	}

	void insert(Rollup rollup) {
		this.jdbc.sql("INSERT INTO rollup VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
			.param(rollup.userId())
			.param(rollup.question())
			.param(utc(rollup.start()))
			.param(utc(rollup.end()))
			.param(rollup.numbers())
			.update();
	}

	/** When the first fact before a moment started; empty if there is none. */
	public Optional<Instant> firstStartBefore(Instant moment) {
		return this.jdbc.sql("SELECT MIN(start_timestamp) FROM fact WHERE start_timestamp < ?")
			.param(utc(moment))
			.query((row, number) -> Optional.ofNullable(momentOrNull(row, 1)))
			.single();
	}

	/** Deletes a user's facts, and remembers that they are not to be read again. */
	public void erase(String userId, Instant now) {
		this.jdbc.sql("DELETE FROM fact WHERE user_id = ?").param(userId).update();
		this.jdbc.sql("DELETE FROM rollup WHERE user_id = ?").param(userId).update();
		this.jdbc.sql("""
				INSERT INTO erased VALUES (?, ?)
				ON CONFLICT (user_digest) DO UPDATE SET erased_at = EXCLUDED.erased_at
				""").param(Erased.digest(userId)).param(utc(now)).update();
	}

	/** Whose facts are not to be read again. */
	public Erased erased() {
		Map<String, Instant> users = new HashMap<>();
		this.jdbc.sql("SELECT user_digest, erased_at FROM erased").query((row) -> {
			users.put(row.getString(1), moment(row, 2));
		});
		return new Erased(users);
	}

	/** Forgets whose facts were erased before a moment. */
	public void forgetErasedBefore(Instant moment) {
		this.jdbc.sql("DELETE FROM erased WHERE erased_at < ?").param(utc(moment)).update();
	}

	/** The times of start whose facts are to be read again; empty for none. */
	public Optional<TimeRange> refill() {
		return this.jdbc.sql("SELECT range_start, range_end FROM refill")
			.query((row, number) -> new TimeRange(moment(row, 1), moment(row, 2)))
			.optional();
	}

	/** Saves which facts are to be read again; an empty range is none. */
	public void saveRefill(TimeRange range) {
		this.jdbc.sql("DELETE FROM refill").update();
		if (!range.isEmpty()) {
			this.jdbc.sql("INSERT INTO refill VALUES (?, ?)")
				.param(utc(range.start()))
				.param(utc(range.end()))
				.update();
		}
	}

	private void insert(FactRows rows) {
		String structure = this.jdbc.sql(this.engine.structure()).query(String.class).single();
		rows.chunks().forEach((chunk) -> this.jdbc.sql(this.engine.insert(structure)).param(chunk).update());
	}

	/** How many facts of a slice started in each hour since 1970. */
	public Map<Long, Long> hours(Slice slice) {
		Map<Long, Long> hours = new TreeMap<>();
		this.jdbc.sql(FactReader.HOURS.with("source", Sql.of("fact")).with("condition", slice.condition()).text())
			.query((row) -> {
				hours.put(row.getLong("hour_number"), row.getLong("facts"));
			});
		return hours;
	}

	/**
	 * How many facts of each user were created after a moment, and how many of these
	 * after a later one.
	 */
	public List<UserFacts> usersSince(Instant created, Instant later) {
		return this.jdbc.sql("""
				SELECT user_id, COUNT(*), COUNT(*) FILTER (WHERE created_at > ?)
				FROM fact
				WHERE created_at > ?
				GROUP BY user_id
				""")
			.param(utc(later))
			.param(utc(created))
			.query((row, number) -> new UserFacts(row.getString(1), row.getLong(2), row.getLong(3)))
			.list();
	}

	/** The number of facts. */
	public long rows() {
		return this.jdbc.sql("SELECT COUNT(*) FROM fact").query(Long.class).single();
	}

	/** How much the facts take on disk, in bytes; 0 in memory. */
	public long bytes() {
		return this.jdbc.sql(this.engine.size()).query(Long.class).single();
	}

	/**
	 * The facts of a user.
	 *
	 * @param count how many were created after a moment
	 * @param later how many of these were created after a later one
	 */
	public record UserFacts(String userId, long count, long later) {
	}

	private static Instant moment(ResultSet row, int column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static @Nullable Instant momentOrNull(ResultSet row, int column) throws SQLException {
		OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
		return (moment != null) ? moment.toInstant() : null;
	}

	private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
		return (moment != null) ? moment.atOffset(ZoneOffset.UTC) : null;
	}

}
