package ai.potpie.analyticsapi.cache;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts answers by where they were found, and measures what is stored.
 */
class CacheMetrics {

	private final Map<Source, Counter> answers = new EnumMap<>(Source.class);

	private final AtomicInteger waiting = new AtomicInteger();

	CacheMetrics(MeterRegistry registry, LocalRows local) {
		Arrays.stream(Source.values())
			.forEach((source) -> this.answers.put(source,
					Counter.builder("analytics.cache.answers")
						.description("Answers by where they were found")
						.tag("kind", source.name().toLowerCase(Locale.ROOT))
						.register(registry)));
		Gauge.builder("analytics.cache.waiting", this.waiting, AtomicInteger::get)
			.description("Requests that wait for a load that is under way")
			.register(registry);
		Gauge.builder("analytics.cache.size", local, LocalRows::weight)
			.description("Memory that stored answers take, roughly")
			.baseUnit("bytes")
			.register(registry);
	}

	void answered(Source source) {
		this.answers.get(source).increment();
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
