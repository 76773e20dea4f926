package ai.potpie.analyticsapi.history;

import java.time.Clock;

import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.HistoryTransactions;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Erases what the history holds of a person.
 */
class Erasure {

	private final HistoryTransactions transactions;

	private final FactStore store;

	private final FeedLoop feed;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Erasure(HistoryTransactions transactions, FactStore store, FeedLoop feed, ApplicationEventPublisher events,
			Clock clock) {
		this.transactions = transactions;
		this.store = store;
		this.feed = feed;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Erases a user's facts, all that was computed of them, and all stored answers.
	 * Whatever Logfire still has of the user is not read again.
	 * @throws LogfireException if the database does not answer
	 */
	void erase(String userId) {
		this.feed.whileWorking(() -> {
			this.transactions.inTurn(() -> {
				this.store.erase(userId, this.clock.instant());
				this.events.publishEvent(new UserErased(userId));
				this.store.state().map(FeedState::changed).ifPresent(this.store::save);
			});
			this.feed.look();
		});
	}

}
