package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.history.FactBase;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells operators once that the feed is late, because alerts wait for it. The moment at
 * which the feed stopped makes the event unique.
 */
public class StaleWatch {

	/** A rule says so long before anybody is told. */
	private static final int PARTS = 3;

	private final FactBase facts;

	private final RuleStore rules;

	private final EventStore events;

	private final Firings firings;

	private final Duration staleAfter;

	private final JsonMapper json;

	private final Clock clock;

	/** Of which moment was told that nothing came after it. */
	private Instant told = Instant.EPOCH;

	/** When it was last seen that the feed goes on. */
	private Instant seen = Instant.EPOCH;

	StaleWatch(FactBase facts, RuleStore rules, EventStore events, Firings firings, Duration staleAfter,
			JsonMapper json, Clock clock) {
		this.facts = facts;
		this.rules = rules;
		this.events = events;
		this.firings = firings;
		this.staleAfter = staleAfter;
		this.json = json;
		this.clock = clock;
	}

	/** Whether the feed is so late that rules wait for it. */
	public boolean isStale() {
		Duration late = this.facts.interval().multipliedBy(PARTS);
		Duration part = this.staleAfter.dividedBy(PARTS);
		return isOlderThan((late.compareTo(part) > 0) ? late : part);
	}

	private boolean isOlderThan(Duration age) {
		return this.facts.asOf().filter((asOf) -> asOf.plus(age).isBefore(this.clock.instant())).isPresent();
	}

	void look() {
		Instant asOf = this.facts.asOf().orElse(Instant.EPOCH);
		if (isOlderThan(this.staleAfter)) {
			tell(asOf);
		}
		else if (!this.seen.equals(asOf)) {
			this.events.lastingOf("").forEach((event) -> this.firings.resolve(event, asOf));
			this.seen = asOf;
		}
	}

	private void tell(Instant asOf) {
		List<String> channels = this.rules.all()
			.stream()
			.filter((rule) -> rule.owner() == null && rule.rule().enabled())
			.map(StoredRule::rule)
			.flatMap((rule) -> rule.channels().stream())
			.distinct()
			.toList();
		if (!channels.isEmpty() && !this.told.equals(asOf)) {
			AlertEvent.Key key = new AlertEvent.Key("", 0, "", asOf, 0, Kind.ACTUAL);
			Map<String, Object> data = new LinkedHashMap<>();
			data.put("event_id", key.eventId());
			data.put("as_of", asOf);
			this.firings.tell(new AlertEvent(key.eventId(), key, AlertEvent.STALE, this.firings.now(), null, channels,
					this.json.valueToTree(data)));
			this.told = asOf;
		}
	}

}
