package ai.potpie.analyticsapi.alert.delivery;

import java.time.Instant;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * Writes messages in the form that the type of a channel asks for.
 */
class Messages {

	private final JsonMapper json;

	Messages(JsonMapper json) {
		this.json = json;
	}

	/** Unresolved events as one message for an Alertmanager. */
	Message ofLasting(Channel channel, List<AlertEvent> events, Instant now) {
		return AlertmanagerMessage.of(channel, events, now, this.json);
	}

	Message of(Channel channel, AlertEvent event, Delivery.Action action, Instant now) {
		return switch (channel.type()) {
			case WEBHOOK -> WebhookMessage.of(channel, event, now, this.json);
			case ALERTMANAGER -> AlertmanagerMessage.of(channel, event, now, this.json);
			case SLACK -> SlackMessage.of(channel, event, action, this.json);
			case PAGERDUTY -> PagerDutyMessage.of(channel, event, action, this.json);
		};
	}

}
