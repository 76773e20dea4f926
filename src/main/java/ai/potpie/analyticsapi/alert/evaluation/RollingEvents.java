package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Threshold;

/**
 * The latest events of rules with a rolling period. What fired is armed again once it is
 * over, and fires once in 24 hours at most. As there is no period, the end of the last
 * event makes the next one unique.
 */
class RollingEvents {

	/** How long after it fired a threshold does not fire again. */
	static final Duration REST = Duration.ofHours(24);

	/**
	 * Below this share of a threshold the event is resolved, and the threshold may fire
	 * again.
	 */
	static final BigDecimal REARM_SHARE = new BigDecimal("0.9");

	private final Map<String, Map<WatchedThreshold, AlertEvent>> byRule = new HashMap<>();

	private final EventStore events;

	RollingEvents(EventStore events) {
		this.events = events;
	}

	boolean isArmed(StoredRule rule, String subject, Threshold threshold, Instant asOf) {
		return latest(rule, subject, threshold)
			.map((event) -> event.resolvedAt() != null && !event.firedAt().plus(REST).isAfter(asOf))
			.orElse(true);
	}

	AlertEvent.Key nextKey(StoredRule rule, String subject, Threshold threshold) {
		Instant last = latest(rule, subject, threshold).map(AlertEvent::resolvedAt).orElse(Instant.EPOCH);
		return new AlertEvent.Key(rule.id(), rule.version(), subject, last, threshold.percent(), threshold.kind());
	}

	List<AlertEvent> lasting(StoredRule rule) {
		return of(rule).values().stream().filter((event) -> event.resolvedAt() == null).toList();
	}

	/** Forgets what is known of a rule, because it has changed. */
	void forget(StoredRule rule) {
		this.byRule.remove(name(rule));
	}

	private Optional<AlertEvent> latest(StoredRule rule, String subject, Threshold threshold) {
		return Optional.ofNullable(of(rule).get(new WatchedThreshold(subject, threshold)));
	}

	private Map<WatchedThreshold, AlertEvent> of(StoredRule rule) {
		return this.byRule.computeIfAbsent(name(rule), (name) -> {
			Map<WatchedThreshold, AlertEvent> latest = new HashMap<>();
			this.events.latestOf(rule.id(), rule.version()).forEach((event) -> latest.put(place(event.key()), event));
			return latest;
		});
	}

	private static WatchedThreshold place(AlertEvent.Key key) {
		return new WatchedThreshold(key.subject(), new Threshold(key.percent(), key.kind()));
	}

	private static String name(StoredRule rule) {
		return rule.id() + " " + rule.version();
	}

	private record WatchedThreshold(String subject, Threshold threshold) {
	}

}
