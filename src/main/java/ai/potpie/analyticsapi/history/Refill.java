package ai.potpie.analyticsapi.history;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.HistoryTransactions;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.web.problem.RefusedException;

import org.springframework.http.HttpStatus;

/**
 * Asks the feed to read days again that Logfire still has.
 */
class Refill {

	private final HistoryTransactions transactions;

	private final FactStore store;

	private final FeedLoop feed;

	Refill(HistoryTransactions transactions, FactStore store, FeedLoop feed) {
		this.transactions = transactions;
		this.store = store;
		this.feed = feed;
	}

	/**
	 * Begins to read days again.
	 * @throws RefusedException if days are being read again already
	 * @throws LogfireException if the database does not answer
	 */
	void begin(Window days) {
		this.feed.whileWorking(() -> this.transactions.inTurn(() -> {
			this.store.refill().ifPresent((running) -> {
				throw new RefusedException(HttpStatus.CONFLICT,
						"Days from %s to %s are still being read again. GET /api/v1/analytics/history tells when it is over."
							.formatted(running.start(), running.end()));
			});
			this.store.saveRefill(new TimeRange(days.start(), days.end()));
			this.store.state().map(FeedState::extended).ifPresent(this.store::save);
		}));
	}

}
