package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.history.HistoryStatus.Times;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FactReader;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far the history has got, to operators and to metrics.
 */
class HistoryOverview {

	private final FeedLoop feed;

	private final OlderFacts older;

	private final FactStore store;

	private final FactReader logfire;

	private final Clock clock;

	HistoryOverview(FeedLoop feed, OlderFacts older, FactStore store, FactReader logfire, Clock clock) {
		this.feed = feed;
		this.older = older;
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
		Instant now = this.clock.instant();
		return this.feed.whileWorking(() -> new HistoryStatus(coverage.from(), view.state().reconciledThrough(),
				view.state().compactedThrough(), coverage.gaps().stream().map(Times::of).toList(), view.state().asOf(),
				lagSeconds(), this.older.missing(coverage, now).isEmpty(), this.older.slicesToDo(coverage, now),
				this.store.rows(), this.store.rollups(), this.store.bytes(), this.logfire.calls(),
				this.logfire.callsOfLastHour(), this.store.refill().map(Times::of).orElse(null)));
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
