package ai.potpie.analyticsapi.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FactStore.UserFacts;
import ai.potpie.analyticsapi.history.store.TimeRange;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Finds out whose facts are new, and tells who listens. It also tells when older facts
 * have changed. Provisional facts are read again in each tick; they are new if there are
 * more of them, or fewer.
 */
class FeedEvents {

	private final FactStore store;

	private final ApplicationEventPublisher events;

	private @Nullable FeedView view;

	private Map<String, Long> before = Map.of();

	private Instant since = TimeRange.OPEN_END;

	FeedEvents(FactStore store, ApplicationEventPublisher events) {
		this.store = store;
		this.events = events;
	}

	/** The store has changed. */
	void changed(FeedView view) {
		if (this.view != null && this.view.state().pastVersion() != view.state().pastVersion()) {
			this.events.publishEvent(new PastChanged(view.asOf()));
		}
		this.view = view;
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
