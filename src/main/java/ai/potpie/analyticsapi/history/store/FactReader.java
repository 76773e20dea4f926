package ai.potpie.analyticsapi.history.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

import ai.potpie.analyticsapi.analytics.facts.FactTable;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.logfire.CallBudget;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.RowHandler;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Reads facts from Logfire, within the feed's share of the plan's calls.
 */
public class FactReader {

	/** Counts facts by hours since 1970. */
	static final Sql HOURS = Sql.of("""
			SELECT
				hour_number,
				COUNT(*) AS facts
			FROM (
				SELECT CAST(floor(date_part('epoch', start_timestamp) / 3600) AS BIGINT) AS hour_number
				FROM :source
				WHERE :condition
			) AS started
			GROUP BY hour_number
			""");

	private static final Sql IS_FACT = Sql.of("kind <> 'span_event' AND :names_user");

	private final ResilientLogfireClient logfire;

	private final CallBudget budget;

	private final double share;

	private final AnswerMemory memory;

	private final SpanRules rules;

	private final Clock clock;

	private final AtomicLong calls = new AtomicLong();

	private final Deque<Instant> latestCalls = new ConcurrentLinkedDeque<>();

	/**
	 * Creates a reader.
	 * @param share the share of the plan's calls that it may take
	 */
	public FactReader(ResilientLogfireClient logfire, CallBudget budget, double share, AnswerMemory memory,
			SpanRules rules, Clock clock) {
		this.logfire = logfire;
		this.budget = budget;
		this.share = share;
		this.memory = memory;
		this.rules = rules;
		this.clock = clock;
	}

	/** A digest of the rules that make facts of spans. */
	public String rulesDigest() {
		return Sha256.hex(FactTable.select(Sql.of("TRUE"), this.rules).text());
	}

	/**
	 * Reads a slice in one query.
	 * @param erased users whose facts are left out
	 * @throws LogfireException if Logfire does not answer; with the reason
	 * {@link Reason#TRUNCATED} if the slice is too large
	 */
	public FactRows read(Slice slice, Erased erased, MemoryShare share) {
		long before = share.size();
		try {
			FactRows rows = new FactRows(share, erased);
			query(slice, FactTable.select(slice.condition(), this.rules), rows);
			return rows;
		}
		catch (RuntimeException ex) {
			share.resize(before);
			throw ex;
		}
	}

	/** Reads a slice of any size, in parts if need be. */
	public FactRows readWhole(Slice slice, Erased erased, MemoryShare share) {
		try {
			return read(slice, erased, share);
		}
		catch (LogfireException ex) {
			if (!isTooLarge(ex) || !slice.hasParts()) {
				throw ex;
			}
			FactRows rows = new FactRows(share, erased);
			slice.parts().forEach((part) -> rows.add(readWhole(part, erased, share)));
			return rows;
		}
	}

	/** Whether a smaller slice may succeed. */
	public static boolean isTooLarge(LogfireException failure) {
		return failure.reason() == Reason.TRUNCATED || failure.reason() == Reason.TOO_LARGE;
	}

	/** How many facts of a slice started in each hour since 1970, in Logfire. */
	public Map<Long, Long> hours(Slice slice) {
		Sql condition = Sql.of(":in_slice AND :is_fact")
			.with("in_slice", slice.condition())
			.with("is_fact", IS_FACT.with("names_user", this.rules.names().namesUser()));
		Map<Long, Long> hours = new TreeMap<>();
		query(slice, HOURS.with("source", Sql.of("records")).with("condition", condition), (parser) -> {
			Row row = Row.read(parser);
			hours.put(row.number("hour_number"), row.number("facts"));
		});
		return hours;
	}

	private void query(Slice slice, Sql sql, RowHandler handler) {
		this.budget.takeFrom("history", this.share);
		this.calls.incrementAndGet();
		this.latestCalls.add(this.clock.instant());
		callsOfLastHour();
		LogfireQuery query = new LogfireQuery(sql, slice.starts().start(), slice.starts().end(),
				LogfireQuery.MAX_LIMIT);
		try (MemoryShare stream = this.memory.streamShare()) {
			this.logfire.stream(query, Urgency.REFRESH, handler, stream);
		}
	}

	/**
	 * The shortest time between queries that the feed's share of calls can sustain.
	 */
	public Duration pace() {
		return this.budget.pace(this.share);
	}

	/** A share of memory for rows. */
	public MemoryShare share() {
		return this.memory.share();
	}

	/** The number of calls to Logfire so far. */
	public long calls() {
		return this.calls.get();
	}

	/** The number of calls to Logfire in the last 60 minutes. */
	public int callsOfLastHour() {
		Instant hourAgo = this.clock.instant().minus(Duration.ofHours(1));
		this.latestCalls.removeIf((call) -> call.isBefore(hourAgo));
		return this.latestCalls.size();
	}

}
