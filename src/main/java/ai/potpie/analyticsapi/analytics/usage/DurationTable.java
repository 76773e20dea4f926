package ai.potpie.analyticsapi.analytics.usage;

import ai.potpie.analyticsapi.analytics.usage.UsageNumbers.Durations;
import ai.potpie.analyticsapi.export.Table;

/**
 * The columns of {@link Durations}.
 */
public final class DurationTable {

	/** In milliseconds. */
	public static final Table<Durations> COLUMNS = Table.<Durations>named("duration_ms")
		.milliseconds("duration_ms_p50", Durations::p50)
		.milliseconds("duration_ms_p90", Durations::p90)
		.milliseconds("duration_ms_p95", Durations::p95)
		.milliseconds("duration_ms_p99", Durations::p99);

	private DurationTable() {
	}

}
