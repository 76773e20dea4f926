package ai.potpie.analyticsapi.alert.delivery;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Event stores for tests of other packages.
 */
public final class EventStores {

	private EventStores() {
	}

	public static EventStore of(JdbcClient jdbc, JsonMapper json) {
		return new EventStore(jdbc, json);
	}

}
