package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Locale;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Metrics of the calls to Logfire.
 */
class CallMetrics {

	private final MeterRegistry registry;

	private final Counter retries;

	private final DistributionSummary size;

	private volatile double authOk = Double.NaN;

	CallMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.retries = Counter.builder("logfire.retries")
			.description("Calls that were made because one before had failed")
			.register(registry);
		this.size = DistributionSummary.builder("logfire.response.size")
			.description("Size of Logfire's answers, decompressed")
			.baseUnit("bytes")
			.register(registry);
		Gauge.builder("logfire.auth.ok", this, (metrics) -> metrics.authOk)
			.description("Whether Logfire accepts the read token: 1 or 0")
			.register(registry);
	}

	void answered(Duration took) {
		this.authOk = 1;
		time("success", took);
	}

	void failed(Reason reason, Duration took) {
		if (reason == Reason.UNAUTHORIZED) {
			this.authOk = 0;
		}
		time(reason.name().toLowerCase(Locale.ROOT), took);
	}

	void retried() {
		this.retries.increment();
	}

	void size(long bytes) {
		this.size.record(bytes);
	}

	/** Registers the gauge of the calls that the budget has left. */
	void budget(CallBudget budget) {
		Gauge.builder("logfire.budget.remaining", budget, CallBudget::remaining)
			.description("Calls to Logfire that its plan allows for now")
			.register(this.registry);
	}

	// From the service's own overhead to the longest time of an attempt
	private void time(String outcome, Duration took) {
		Timer.builder("logfire.calls")
			.description("Calls to Logfire, each try counted")
			.tag("outcome", outcome)
			.serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200),
					Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
					Duration.ofSeconds(10), Duration.ofSeconds(20))
			.register(this.registry)
			.record(took);
	}

}
