package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.Freshness;
import ai.potpie.analyticsapi.cache.History;
import ai.potpie.analyticsapi.cache.HistoryException;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FactQueries;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.Waiting;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;

/**
 * Answers from the store where it covers the window of a question and is not older than
 * stale answers may be.
 */
class StoredFacts implements History {

	private static final Duration SOON = Duration.ofSeconds(5);

	/** Why the database has no answer in time that Logfire may have. */
	private static final Set<Reason> IN_TIME = Set.of(Reason.TIMED_OUT, Reason.BUSY, Reason.NO_HISTORY);

	private final FeedLoop feed;

	private final FactQueries queries;

	private final Freshness freshness;

	private final RetentionProperties retention;

	private final Clock clock;

	StoredFacts(FeedLoop feed, FactQueries queries, Freshness freshness, RetentionProperties retention, Clock clock) {
		this.feed = feed;
		this.queries = queries;
		this.freshness = freshness;
		this.retention = retention;
		this.clock = clock;
	}

	@Override
	public Optional<Snapshot> covering(LogfireQuery query, Urgency urgency, Deadline deadline) {
		TimeRange window = new TimeRange(query.start(), query.end());
		Optional<FeedView> seen = this.feed.view();
		if (seen.isEmpty() || !this.feed.isWorking()) {
			requireLogfire(query);
			return Optional.empty();
		}
		Coverage coverage = seen.get().coverage();
		if (!coverage.covers(window)) {
			if (coverage.whenFilled(this.retention.oldestStart(this.clock.instant())).covers(window)) {
				requireLogfire(query);
			}
			return Optional.empty();
		}
		Optional<FeedView> current = current(seen.get(), query, urgency, deadline);
		if (current.isEmpty()) {
			requireLogfire(query);
		}
		return current.filter((view) -> view.coverage().covers(window))
			.map((view) -> new CoveringFacts(view, query, logfireHas(query)));
	}

	@Override
	public Snapshot whatever(LogfireQuery query, Urgency urgency, Deadline deadline) {
		return this.feed.view()
			.filter((seen) -> this.feed.isWorking())
			.flatMap((seen) -> current(seen, query, urgency, deadline))
			.map((seen) -> new CoveringFacts(seen, query, false))
			.orElseThrow(() -> new LogfireException(Reason.NO_HISTORY, "The history is not up to date", SOON, null));
	}

	/** What the store holds, if it is not too old or becomes newer in time. */
	private Optional<FeedView> current(FeedView seen, LogfireQuery query, Urgency urgency, Deadline deadline) {
		return switch (this.freshness.state(query.end(), seen.asOf(), this.clock.instant())) {
			case FRESH -> Optional.of(seen);
			case STALE -> renewed(urgency, deadline, Duration.ZERO);
			case LAST_RESORT -> renewed(urgency, deadline, this.freshness.staleWait());
			case GONE -> gone();
		};
	}

	private Optional<FeedView> renewed(Urgency urgency, Deadline deadline, Duration patience) {
		CompletableFuture<Void> tick = this.feed.want();
		if (urgency == Urgency.REFRESH) {
			await(tick, deadline.left());
		}
		else if (!patience.isZero()) {
			try {
				await(tick, patience);
			}
			catch (LogfireException ex) {
				// What is stored may be served
			}
		}
		return this.feed.view();
	}

	private Optional<FeedView> gone() {
		this.feed.want();
		return Optional.empty();
	}

	private static void await(CompletableFuture<Void> tick, Duration time) {
		Waiting.on(tick, time, "The history was not filled in time");
	}

	private boolean logfireHas(LogfireQuery query) {
		return !query.start().isBefore(this.retention.oldestStart(this.clock.instant()));
	}

	/** Logfire would answer with a part of what the question is about. */
	private void requireLogfire(LogfireQuery query) {
		if (!logfireHas(query)) {
			throw noHistory(null);
		}
	}

	private static LogfireException noHistory(@Nullable DataAccessException failure) {
		return new LogfireException(Reason.NO_HISTORY, "The history's database does not answer", SOON, failure);
	}

	/**
	 * The facts that cover a question.
	 */
	private final class CoveringFacts implements Snapshot {

		private final FeedView view;

		private final LogfireQuery window;

		private final boolean isReplaceable;

		CoveringFacts(FeedView view, LogfireQuery window, boolean isReplaceable) {
			this.view = view;
			this.window = window;
			this.isReplaceable = isReplaceable;
		}

		@Override
		public Instant asOf() {
			return this.view.asOf().truncatedTo(ChronoUnit.MILLIS);
		}

		@Override
		public Rows query(LogfireQuery query, Deadline deadline, MemoryShare memory) {
			// Half of the time is Logfire's, if it may have to answer
			Deadline own = this.isReplaceable ? Deadline.in(deadline.left().dividedBy(2), deadline.ticker()) : deadline;
			try {
				return StoredFacts.this.queries.query(query, this.view.sourceOf(this.window), own, memory);
			}
			catch (LogfireException ex) {
				if (this.isReplaceable && IN_TIME.contains(ex.reason())) {
					throw new HistoryException(ex);
				}
				throw ex;
			}
			catch (DataAccessException ex) {
				StoredFacts.this.feed.failed(ex);
				if (this.isReplaceable) {
					throw new HistoryException(ex);
				}
				throw noHistory(ex);
			}
		}

	}

}
