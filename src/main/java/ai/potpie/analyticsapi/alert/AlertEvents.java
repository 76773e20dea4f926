package ai.potpie.analyticsapi.alert;

import java.util.List;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.Channels;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.delivery.EventStore.Place;
import ai.potpie.analyticsapi.alert.delivery.Outbox;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.web.problem.RefusedException;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Events as callers may see and send them.
 */
class AlertEvents {

	private final EventStore events;

	private final RuleStore rules;

	private final Outbox outbox;

	private final Channels channels;

	private final TransactionOperations transactions;

	AlertEvents(EventStore events, RuleStore rules, Outbox outbox, Channels channels,
			TransactionOperations transactions) {
		this.events = events;
		this.rules = rules;
		this.outbox = outbox;
		this.channels = channels;
		this.transactions = transactions;
	}

	EventList list(Caller caller, EventParameters parameters) {
		String own = caller.userId();
		if (own != null && parameters.user() != null && !own.equals(parameters.user())) {
			throw new AccessDeniedException("Events about others");
		}
		int size = parameters.size();
		List<AlertEvent> found = this.events.find(parameters.filter(own), size + 1);
		List<AlertEvent> page = found.subList(0, Math.min(size, found.size()));
		AlertEvent last = (found.size() > size) ? page.get(size - 1) : null;
		return new EventList(page.stream().map(this::view).toList(),
				(last != null) ? new EventCursor(new Place(last.firedAt(), last.id())).encode() : null);
	}

	EventView redeliver(Caller caller, String id) {
		AlertEvent event = find(caller, id);
		List<String> there = event.channels().stream().filter(this.channels.names()::contains).toList();
		if (there.isEmpty()) {
			throw new RefusedException(HttpStatus.CONFLICT, "None of this event's channels is there any more.");
		}
		this.transactions.executeWithoutResult((status) -> this.outbox.redeliver(id, there));
		return view(event);
	}

	// A user's token sends what its own rules fired, and learns nothing of other events
	private AlertEvent find(Caller caller, String id) {
		AlertEvent event = this.events.find(id).orElse(null);
		if (caller.userId() != null && (event == null || !isOwn(caller.userId(), event))) {
			throw new AccessDeniedException("An event of others");
		}
		if (event == null) {
			throw new RefusedException(HttpStatus.NOT_FOUND,
					"There is no such event. GET /api/v1/analytics/alerts/events lists those that there are.");
		}
		return event;
	}

	private boolean isOwn(String user, AlertEvent event) {
		return user.equals(event.key().subject())
				&& this.rules.find(event.key().ruleId()).filter((rule) -> user.equals(rule.owner())).isPresent();
	}

	private EventView view(AlertEvent event) {
		return EventView.of(event, this.events.deliveriesOf(event.id()));
	}

}
