package ai.potpie.analyticsapi.alert;

import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.history.UserErased;

import org.springframework.context.event.EventListener;

/**
 * Erases the rules and events of a person together with the person's facts.
 */
class ErasedAlerts {

	private final RuleStore rules;

	private final EventStore events;

	ErasedAlerts(RuleStore rules, EventStore events) {
		this.rules = rules;
		this.events = events;
	}

	@EventListener
	void erase(UserErased erased) {
		this.rules.erase(erased.userId());
		this.events.erase(erased.userId());
	}

}
