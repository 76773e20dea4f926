package ai.potpie.analyticsapi.history;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import tools.jackson.databind.JsonNode;

/**
 * Counts in a local Logfire what a history should have.
 */
final class FactsInLogfire {

	static final String READ_TOKEN = "pylf_v1_us_test";

	private FactsInLogfire() {
	}

	/** As many facts as the status of a history says that it covers. */
	static long coveredBy(JsonNode status, LocalLogfire logfire) {
		return coveredByWithout("", status, logfire);
	}

	/** The same without those of a user. */
	static long coveredByWithout(String user, JsonNode status, LocalLogfire logfire) {
		return new LocalLogfireClient(logfire, READ_TOKEN)
			.rows("SELECT COUNT(*) AS facts FROM records WHERE kind <> 'span_event'"
					+ " AND NOT ((attributes->>'user_id') ~ '^[[:space:]]*$') AND (attributes->>'user_id') <> '" + user
					+ "' AND start_timestamp >= TIMESTAMPTZ '" + status.get("covered_from").asString() + "'")
			.get(0)
			.get("facts")
			.asLong();
	}

}
