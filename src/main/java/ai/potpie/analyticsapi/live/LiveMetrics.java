package ai.potpie.analyticsapi.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Counts streams and what is sent to them.
 */
class LiveMetrics {

	private final MeterRegistry registry;

	private final Counter events;

	private final Counter conflated;

	private final Timer lag;

	private final Clock clock;

	LiveMetrics(MeterRegistry registry, Clock clock) {
		this.registry = registry;
		this.clock = clock;
		this.events = Counter.builder("analytics.live.events")
			.description("Answers that were pushed")
			.register(registry);
		this.conflated = Counter.builder("analytics.live.conflated")
			.description("Answers that were replaced by newer ones before they could be sent")
			.register(registry);
		this.lag = Timer.builder("analytics.live.lag")
			.description("Time from a read of the feed to a push")
			.register(registry);
	}

	void count(Collection<?> streams) {
		Gauge.builder("analytics.live.streams", streams, Collection::size)
			.description("Open streams")
			.register(this.registry);
	}

	void sent(Instant asOf, boolean replaced) {
		this.events.increment();
		this.lag.record(Duration.between(asOf, this.clock.instant()));
		if (replaced) {
			this.conflated.increment();
		}
	}

	void ended(EndReason reason) {
		Counter.builder("analytics.live.ended")
			.description("Streams that ended, by reason")
			.tag("reason", reason.label())
			.register(this.registry)
			.increment();
	}

}
