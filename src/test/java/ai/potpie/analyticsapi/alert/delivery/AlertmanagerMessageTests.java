package ai.potpie.analyticsapi.alert.delivery;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When alerts of an Alertmanager end.
 */
class AlertmanagerMessageTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Channel CHANNEL = new Channel("ops", Channel.Type.ALERTMANAGER,
			URI.create("http://alertmanager:9093"), List.of(), "", true);

	@ParameterizedTest
	@CsvSource({ "2026-02-11T12:00:00Z, , 2026-02-12T00:00:00Z",
			"2026-02-11T12:00:00Z, 2026-02-11T13:00:00Z, 2026-02-11T13:00:00Z",
			"2026-02-11T12:00:00Z, 2026-02-11T12:00:00Z, 2026-02-11T12:00:00Z",
			"2026-02-12T00:00:01Z, , 2026-02-12T00:05:01Z",
			"2026-02-12T00:00:01Z, 2026-02-12T00:00:02Z, 2026-02-12T00:05:01Z",
			"2026-02-13T00:00:01Z, 2026-02-13T00:00:01Z, 2026-02-13T00:05:01Z" })
	void anAlertDoesNotEndBeforeItBegins(Instant firedAt, @Nullable Instant resolvedAt, Instant expected) {
		JsonNode data = JSON.valueToTree(Map.of("period",
				Map.of("name", "day", "start", "2026-02-11T00:00:00Z", "end", "2026-02-12T00:00:00Z")));
		AlertEvent.Key key = new AlertEvent.Key("rule", 1, "ann", Instant.parse("2026-02-11T00:00:00Z"), 100,
				Kind.ACTUAL);
		AlertEvent event = new AlertEvent(key.eventId(), key, AlertEvent.FIRED, firedAt, resolvedAt, List.of("ops"),
				data);
		JsonNode alert = JSON.readTree(AlertmanagerMessage.of(CHANNEL, event, firedAt, JSON).body()).get(0);
		assertThat(Instant.parse(alert.get("startsAt").asString())).isEqualTo(firedAt);
		assertThat(Instant.parse(alert.get("endsAt").asString())).isEqualTo(expected);
	}

}
