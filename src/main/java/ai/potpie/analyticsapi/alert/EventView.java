package ai.potpie.analyticsapi.alert;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.Delivery;
import ai.potpie.analyticsapi.alert.delivery.EventData;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that fired, and who was told of it.
 *
 * @param id its id, which is the {@code webhook-id} too
 * @param type {@code alerts.fired}, or {@code alerts.stale} if the history was late
 * @param state {@code firing} while its period goes on, and then {@code resolved}
 * @param firedAt when it fired, in UTC
 * @param resolvedAt when it was over, in UTC; null while it lasts
 * @param data what receivers are told
 * @param deliveries who is told, and how that went; empty if a higher threshold that was
 * crossed at once tells of it
 */
record EventView(String id, String type, String state, Instant firedAt, @Nullable Instant resolvedAt,
		@Schema(implementation = EventData.class) JsonNode data, List<Delivery> deliveries) {

	static EventView of(AlertEvent event, List<Delivery> deliveries) {
		return new EventView(event.id(), event.type(), (event.resolvedAt() != null) ? "resolved" : "firing",
				event.firedAt(), event.resolvedAt(), event.data(), deliveries);
	}

}
