package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;

import ai.potpie.analyticsapi.history.HistoryStatus.Gap;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.jspecify.annotations.Nullable;

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
		return this.feed.view().map(this::status).orElse(HistoryStatus.NONE);
	}

	private HistoryStatus status(FeedView view) {
		Coverage coverage = view.coverage();
		try {
			return new HistoryStatus(coverage.from(), view.state().reconciledThrough(),
					coverage.gaps().stream().map(Gap::of).toList(), view.state().asOf(), lagSeconds(),
					this.steps.isBackfilled(coverage), this.store.rows(), this.store.bytes(), this.logfire.calls());
		}
		catch (DataAccessException ex) {
			this.feed.failed(ex);
			throw new LogfireException(Reason.NO_HISTORY, "The history's database does not answer", null, ex);
		}
	}

	/** The lag for a metric: NaN before the first read. */
	double lag() {
		Double seconds = lagSeconds();
		return (seconds != null) ? seconds : Double.NaN;
	}

	private @Nullable Double lagSeconds() {
		return this.feed.view()
			.map((seen) -> seen.state().asOf())
			.map((asOf) -> Duration.between(asOf, this.clock.instant()).toMillis() / 1000.0)
			.orElse(null);
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

}
