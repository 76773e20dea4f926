package ai.potpie.analyticsapi.history;

import java.time.Instant;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;

/**
 * Counts in a local Logfire what a history should have.
 */
final class FactsInLogfire {

	static final String READ_TOKEN = "pylf_v1_us_test";

	private FactsInLogfire() {
	}

	/** The facts that started at a moment or later. */
	static long count(Instant start, LocalLogfire logfire) {
		return new LocalLogfireClient(logfire, READ_TOKEN)
			.rows("SELECT COUNT(*) AS facts FROM records WHERE kind <> 'span_event'"
					+ " AND NOT ((attributes->>'user_id') ~ '^[[:space:]]*$') AND start_timestamp >= TIMESTAMPTZ '"
					+ start + "'")
			.get(0)
			.get("facts")
			.asLong();
	}

}
