package ai.potpie.analyticsapi.cache;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.cache.Lookup.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Where answers come from.
 */
class CacheMetrics {

	private final Map<Kind, Counter> answers = new EnumMap<>(Kind.class);

	private final AtomicInteger waiting = new AtomicInteger();

	CacheMetrics(MeterRegistry registry, LocalRows local) {
		Arrays.stream(Kind.values())
			.forEach((kind) -> this.answers.put(kind,
					Counter.builder("analytics.cache.answers")
						.description("Answers by where they were found")
						.tag("kind", kind.name().toLowerCase(Locale.ROOT))
						.register(registry)));
		Gauge.builder("analytics.cache.waiting", this.waiting, AtomicInteger::get)
			.description("Requests that wait for a load that is under way")
			.register(registry);
		Gauge.builder("analytics.cache.size", local, LocalRows::weight)
			.description("Memory that stored answers take, roughly")
			.baseUnit("bytes")
			.register(registry);
	}

	void answered(Kind kind) {
		this.answers.get(kind).increment();
	}

	<T> T waiting(Supplier<T> wait) {
		this.waiting.incrementAndGet();
		try {
			return wait.get();
		}
		finally {
			this.waiting.decrementAndGet();
		}
	}

}
