package ai.potpie.analyticsapi.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.history.FactStore.UserFacts;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Finds out whose facts are new, and tells who listens. Provisional facts are read again
 * in each tick; they are new if there are more of them, or fewer.
 */
class FeedEvents {

	private final FactStore store;

	private final ApplicationEventPublisher events;

	private Map<String, Long> before = Map.of();

	private Instant since = TimeRange.OPEN_END;

	FeedEvents(FactStore store, ApplicationEventPublisher events) {
		this.store = store;
		this.events = events;
	}

	/** The store has changed. */
	void changed(FeedView view) {
		Instant readThrough = view.state().readThrough();
		List<UserFacts> now = this.store.usersSince(TimeRange.earlier(this.since, readThrough), readThrough);
		Set<String> users = changed(now);
		this.before = now.stream()
			.filter((user) -> user.later() > 0)
			.collect(Collectors.toMap(UserFacts::userId, UserFacts::later));
		this.since = readThrough;
		if (!users.isEmpty()) {
			this.events.publishEvent(new FactsArrived(users, view.asOf()));
		}
	}

	private Set<String> changed(List<UserFacts> now) {
		Map<String, Long> changed = new HashMap<>(this.before);
		now.forEach((user) -> changed.merge(user.userId(), user.count(), (was, is) -> was.equals(is) ? null : is));
		return changed.keySet();
	}

}
