package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventData;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.delivery.Outbox;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores events together with their deliveries.
 */
class Firings {

	private final EventStore events;

	private final Outbox outbox;

	private final TransactionOperations transactions;

	private final JsonMapper json;

	private final Clock clock;

	Firings(EventStore events, Outbox outbox, TransactionOperations transactions, JsonMapper json, Clock clock) {
		this.events = events;
		this.outbox = outbox;
		this.transactions = transactions;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Fires what was crossed at once: an event for each threshold, and for each kind one
	 * delivery, which names the highest.
	 * @param crossed what one subject crossed, the lowest first
	 * @param over whether the events are over already
	 */
	void fire(StoredRule rule, List<Crossed> crossed, boolean over) {
		this.transactions.executeWithoutResult((status) -> {
			Map<Kind, List<Integer>> fired = new EnumMap<>(Kind.class);
			Map<Kind, AlertEvent> highest = new EnumMap<>(Kind.class);
			for (Crossed each : crossed) {
				AlertEvent.Key key = each.key();
				List<Integer> lower = fired.computeIfAbsent(key.kind(), (kind) -> new ArrayList<>());
				AlertEvent event = event(rule, each, lower, over);
				if (this.events.add(event)) {
					lower.add(0, key.percent());
					highest.put(key.kind(), event);
				}
			}
			highest.values().forEach(this.outbox::deliver);
		});
	}

	private AlertEvent event(StoredRule rule, Crossed crossed, List<Integer> lower, boolean over) {
		Instant now = now();
		return new AlertEvent(crossed.key().eventId(), crossed.key(), AlertEvent.FIRED, now, over ? now : null,
				rule.rule().channels(), this.json.valueToTree(crossed.data().withAlsoCrossed(lower)));
	}

	/**
	 * Ends an event, and tells those who want to know. Facts may be older than the event,
	 * and Alertmanager refuses what ends before it began.
	 */
	void resolve(AlertEvent event, Instant asOf) {
		Instant moment = asOf.isAfter(event.firedAt()) ? asOf : event.firedAt();
		this.transactions.executeWithoutResult((status) -> {
			if (this.events.resolve(event.id(), moment)) {
				this.outbox.resolve(event.id());
			}
		});
	}

	/** Stores an event that is about no threshold, and delivers it. */
	void tell(AlertEvent event) {
		this.transactions.executeWithoutResult((status) -> {
			if (this.events.add(event)) {
				this.outbox.deliver(event);
			}
		});
	}

	/** Now, as databases store it. */
	Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * A crossed threshold.
	 *
	 * @param key what makes it unique
	 * @param data what is told of it
	 */
	record Crossed(AlertEvent.Key key, EventData data) {
	}

}
