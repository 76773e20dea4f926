package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.rule.Threshold;

/**
 * Remembers what has fired in the periods at hand, so that nobody tries to fire it again
 * at each read of the feed. The database decides; another replica's events may be missing
 * here.
 */
class FiredKeys {

	private final Map<Instant, Set<AlertEvent.Key>> byPeriod = new HashMap<>();

	private final EventStore events;

	FiredKeys(EventStore events) {
		this.events = events;
	}

	static AlertEvent.Key key(Job job, String subject, Threshold threshold) {
		return new AlertEvent.Key(job.rule().id(), job.rule().version(), subject, job.period().start(),
				threshold.percent(), threshold.kind());
	}

	boolean contains(AlertEvent.Key key) {
		return of(key.periodStart()).contains(key);
	}

	void add(AlertEvent.Key key) {
		of(key.periodStart()).add(key);
	}

	private Set<AlertEvent.Key> of(Instant periodStart) {
		return this.byPeriod.computeIfAbsent(periodStart, (start) -> new HashSet<>(this.events.keysOf(start)));
	}

	/** Forgets all other periods. */
	void retain(Collection<Instant> periodStarts) {
		this.byPeriod.keySet().retainAll(periodStarts);
	}

}
