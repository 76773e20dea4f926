package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import ai.potpie.analyticsapi.history.HistoryStatus.Gap;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;

import org.springframework.dao.DataAccessException;

/**
 * Tells how far the history has got, to operators and to metrics.
 */
class HistoryOverview {

	private final FeedLoop feed;

	private final Feed steps;

	private final FactStore store;

	private final FactReader logfire;

	private final Clock clock;

	HistoryOverview(FeedLoop feed, Feed steps, FactStore store, FactReader logfire, Clock clock) {
		this.feed = feed;
		this.steps = steps;
		this.store = store;
		this.logfire = logfire;
		this.clock = clock;
	}

	/**
	 * The state of the history.
	 * @throws LogfireException if its database does not answer
	 */
	HistoryStatus status() {
		Optional<FeedView> view = this.feed.view();
		Coverage coverage = view.map(FeedView::coverage).orElse(Coverage.NONE);
		Optional<FeedState> state = view.map(FeedView::state);
		try {
			return new HistoryStatus(coverage.from(), state.map(FeedState::reconciledThrough).orElse(null),
					coverage.gaps().stream().map(Gap::of).toList(), asOf().orElse(null),
					asOf().map((asOf) -> lagSeconds()).orElse(null), this.steps.isBackfilled(coverage),
					this.store.rows(), this.store.bytes(), this.logfire.calls());
		}
		catch (DataAccessException ex) {
			this.feed.failed(ex);
			throw new LogfireException(Reason.NO_HISTORY, "The history's database does not answer", null, ex);
		}
	}

	/** The time since the store was last complete, in seconds; NaN before the first. */
	double lagSeconds() {
		return asOf().map((asOf) -> Duration.between(asOf, this.clock.instant()).toMillis() / 1000.0)
			.orElse(Double.NaN);
	}

	/** The time that is covered up to now, in seconds. */
	double coveredSeconds() {
		return this.feed.view()
			.map((seen) -> seen.coverage().from())
			.map((from) -> (double) Duration.between(from, this.clock.instant()).toSeconds())
			.orElse(0.0);
	}

	double calls() {
		return this.logfire.calls();
	}

	private Optional<Instant> asOf() {
		return this.feed.view().map(FeedView::state).map(FeedState::asOf);
	}

}
