package ai.potpie.analyticsapi.history;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The metrics of the feed.
 */
final class HistoryMetrics {

	private HistoryMetrics() {
	}

	static void bind(HistoryOverview overview, FeedLoop feed, MeterRegistry registry) {
		Gauge.builder("analytics.history.lag", overview, HistoryOverview::lag)
			.description("Time since the history had everything that Logfire had")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("analytics.history.covered", overview, HistoryOverview::coveredSeconds)
			.description("Time up to now that the history covers")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("analytics.history.up", feed, (loop) -> loop.isWorking() ? 1 : 0)
			.description("Whether the history's database answers")
			.register(registry);
		FunctionCounter.builder("analytics.history.logfire.calls", overview, HistoryOverview::calls)
			.description("Calls to Logfire for the history")
			.register(registry);
	}

}
