package ai.potpie.analyticsapi.alert.delivery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.alert.evaluation.AlertTables;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events in the database.
 */
class EventStoreTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	@Test
	void whatAChannelWasToldOfLastsUntilItIsResolved(@TempDir Path directory) {
		try (HikariDataSource connections = AlertTables.create(directory)) {
			EventStore store = new EventStore(JdbcClient.create(connections), JsonMapper.shared());
			AlertEvent event = event("ann");
			store.add(event);
			store.add(event("bob"));
			store.add(Delivery.begin("1", event.id(), "ops", Delivery.Action.FIRE, NOON));
			assertThat(store.lastingIn("ops")).containsExactly(event);
			assertThat(store.lastingIn("chat")).isEmpty();
			store.resolve(event.id(), NOON.plusSeconds(60));
			assertThat(store.lastingIn("ops")).isEmpty();
		}
	}

	private static AlertEvent event(String user) {
		AlertEvent.Key key = new AlertEvent.Key("rule", 1, user, NOON, 100, Kind.ACTUAL);
		return new AlertEvent(key.eventId(), key, AlertEvent.FIRED, NOON, null, List.of("ops"),
				JsonMapper.shared().createObjectNode());
	}

}
