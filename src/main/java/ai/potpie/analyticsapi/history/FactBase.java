package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import javax.sql.DataSource;

import ai.potpie.analyticsapi.history.store.Engine;
import ai.potpie.analyticsapi.history.store.FactQueries;
import ai.potpie.analyticsapi.history.store.HistoryDatabase;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The facts of the history for those who ask without a request, and its database for what
 * they remember.
 */
public class FactBase {

	/** Nobody waits, but a question of everyone's facts must end. */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final HistoryDatabase database;

	private final FeedLoop feed;

	private final OlderFacts older;

	private final FactQueries queries;

	private final AnswerMemory memory;

	private final Duration interval;

	private final Clock clock;

	FactBase(HistoryDatabase database, FeedLoop feed, OlderFacts older, FactQueries queries, AnswerMemory memory,
			Duration interval, Clock clock) {
		this.database = database;
		this.feed = feed;
		this.older = older;
		this.queries = queries;
		this.memory = memory;
		this.interval = interval;
		this.clock = clock;
	}

	/** The time from one read of new facts to the next while nobody asks. */
	public Duration interval() {
		return this.interval;
	}

	/** Whether the tables are there and the database answers. */
	public boolean isOpen() {
		return this.database.isMigrated() && this.feed.isWorking();
	}

	/** Whether only this process can open the database. */
	public boolean isEmbedded() {
		return this.database.engine() == Engine.DUCKDB;
	}

	/** Connections to the database. */
	public DataSource connections() {
		return this.database.connections();
	}

	/**
	 * The moment up to which the facts are complete; empty before the first read.
	 */
	public Optional<Instant> asOf() {
		return this.feed.view().map((seen) -> seen.state().asOf());
	}

	/**
	 * Whether the facts of a time are there, as far as Logfire ever had them.
	 */
	public boolean covers(Instant start, Instant end) {
		return this.feed.view()
			.map(FeedView::coverage)
			.filter((coverage) -> coverage.covers(new TimeRange(start, end))
					|| this.older.missing(coverage, this.clock.instant()).isEmpty())
			.isPresent();
	}

	/** The first moment from which on all facts are there; empty if none is. */
	public Optional<Instant> coveredFrom() {
		return this.feed.view().map((seen) -> seen.coverage().from());
	}

	/**
	 * Queries rows for a use.
	 * @throws ai.potpie.analyticsapi.logfire.rows.LogfireException if there is no
	 * complete answer
	 * @throws org.springframework.dao.DataAccessException if the database does not work
	 */
	public Rows query(LogfireQuery query) {
		try (MemoryShare share = this.memory.share()) {
			return this.queries.query(query, RowSource.HISTORY, Deadline.in(PATIENCE, Ticker.systemTicker()), share);
		}
	}

}
