package ai.potpie.analyticsapi.alert;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventData;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.delivery.Outbox;
import ai.potpie.analyticsapi.alert.evaluation.Crossings;
import ai.potpie.analyticsapi.alert.evaluation.RuleStatus;
import ai.potpie.analyticsapi.alert.evaluation.RuleStatuses;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.web.problem.RefusedException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends what a rule would send, marked as a test.
 */
class AlertTests {

	private final EventStore events;

	private final Outbox outbox;

	private final RuleStatuses statuses;

	private final TransactionOperations transactions;

	private final JsonMapper json;

	private final Clock clock;

	AlertTests(EventStore events, Outbox outbox, RuleStatuses statuses, TransactionOperations transactions,
			JsonMapper json, Clock clock) {
		this.events = events;
		this.outbox = outbox;
		this.statuses = statuses;
		this.transactions = transactions;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Sends a test.
	 * @throws RefusedException if the rule tells nobody
	 */
	EventView send(StoredRule rule) {
		if (rule.rule().channels().isEmpty()) {
			throw new RefusedException(HttpStatus.CONFLICT, "This rule names no channels. Add one to it first.");
		}
		AlertEvent event = event(rule);
		this.transactions.executeWithoutResult((status) -> {
			this.events.add(event);
			this.outbox.deliver(event);
		});
		return EventView.of(event, this.events.deliveriesOf(event.id()));
	}

	private AlertEvent event(StoredRule stored) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Rule rule = stored.rule();
		String user = rule.of().userId();
		// A number that no threshold has, so that a test is never taken for an event
		AlertEvent.Key key = new AlertEvent.Key(stored.id(), stored.version(), (user != null) ? user : "", now, 0,
				Kind.ACTUAL);
		Interval period = rule.period().at(now, rule.timezone());
		BigDecimal used = this.statuses.of(stored).map(RuleStatus::used).orElse(BigDecimal.ZERO);
		EventData data = new EventData(key.eventId(), new EventData.EventRule(stored.id(), rule.name(), rule.measure()),
				(user != null) ? user : EventData.EVERYONE, Kind.ACTUAL, 0, List.of(), used, rule.amount(),
				Crossings.percent(used, rule.amount()), rule.measure().isMoney() ? "USD" : null,
				new EventData.EventPeriod(rule.period().label(), period.at(period.start()), period.at(period.end()),
						rule.timezone().getId()),
				null, null, now, false, false, true, null);
		return new AlertEvent(key.eventId(), key, AlertEvent.FIRED, now, now, rule.channels(),
				this.json.valueToTree(data));
	}

}
