package ai.potpie.analyticsapi.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Finds out whose facts are new, and tells who listens. Provisional facts are read again
 * in each tick; they are new if there are more of them, or fewer.
 */
class FeedEvents {

	private final FactStore store;

	private final ApplicationEventPublisher events;

	private Map<String, Long> before = Map.of();

	private Instant since = Instant.MAX;

	FeedEvents(FactStore store, ApplicationEventPublisher events) {
		this.store = store;
		this.events = events;
	}

	/** The store has changed. */
	void changed(FeedView view) {
		Instant readThrough = view.state().readThrough();
		Instant from = this.since.isBefore(readThrough) ? this.since : readThrough;
		Map<String, Long> now = this.store.usersSince(from);
		Set<String> users = changed(now);
		this.before = this.store.usersSince(readThrough);
		this.since = readThrough;
		if (!users.isEmpty()) {
			this.events.publishEvent(new FactsArrived(users, view.asOf()));
		}
	}

	private Set<String> changed(Map<String, Long> now) {
		Map<String, Long> changed = new HashMap<>(this.before);
		now.forEach((user, facts) -> changed.merge(user, facts, (was, is) -> was.equals(is) ? null : is));
		return changed.keySet();
	}

}
