package ai.potpie.analyticsapi.alert.delivery;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as alerts of Prometheus' Alertmanager, whose labels are their identity. An alert
 * ends with its period, or when the event does. One that fires after its period lasts for
 * some minutes, because Alertmanager refuses an alert that ends before it begins, and
 * tells nobody of one that is over when it comes.
 */
final class AlertmanagerMessage {

	/** How often an alert that lasts is sent again. */
	static final Duration REPEAT = Duration.ofMinutes(1);

	/**
	 * How long an alert without an end lasts after it was last sent, and one whose period
	 * was over after it fired.
	 */
	private static final Duration LASTS = REPEAT.multipliedBy(5);

	private AlertmanagerMessage() {
	}

	static Message of(Channel channel, AlertEvent event, Instant now, JsonMapper json) {
		return of(channel, List.of(event), now, json);
	}

	static Message of(Channel channel, List<AlertEvent> events, Instant now, JsonMapper json) {
		String base = channel.url().toString().replaceFirst("/+$", "");
		List<Map<String, Object>> alerts = events.stream().map((event) -> alert(event, now)).toList();
		return new Message(URI.create(base + "/api/v2/alerts"), Map.of(), json.writeValueAsString(alerts));
	}

	private static Map<String, Object> alert(AlertEvent event, Instant now) {
		Map<String, Object> alert = new LinkedHashMap<>();
		alert.put("labels", labels(event));
		alert.put("annotations", Map.of("summary", EventText.of(event, Delivery.Action.FIRE), "event_id", event.id()));
		alert.put("startsAt", event.firedAt());
		alert.put("endsAt", end(event, now));
		String link = event.data().path("link").asString("");
		if (!link.isEmpty()) {
			alert.put("generatorURL", link);
		}
		return alert;
	}

	private static Map<String, String> labels(AlertEvent event) {
		JsonNode data = event.data();
		if (event.type().equals(AlertEvent.STALE)) {
			return Map.of("alertname", "AnalyticsHistoryIsLate", "severity", "warning");
		}
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("alertname", "AnalyticsBudget");
		labels.put("rule", data.path("rule").path("name").asString(""));
		labels.put("rule_id", event.key().ruleId());
		labels.put("subject", data.path("subject").asString(""));
		labels.put("percent", Integer.toString(event.key().percent()));
		labels.put("kind", event.key().kind().name().toLowerCase(Locale.ROOT));
		labels.put("severity", severity(event));
		if (data.path("test").asBoolean(false)) {
			labels.put("test", "true");
		}
		return labels;
	}

	/** Critical is what is spent, and not what may be. */
	static String severity(AlertEvent event) {
		return switch (event.key().kind()) {
			case ACTUAL -> (event.key().percent() >= 100) ? "critical" : "warning";
			default -> "warning";
		};
	}

	private static Instant end(AlertEvent event, Instant now) {
		Instant resolved = event.resolvedAt();
		Instant periodEnd = periodEnd(event);
		boolean isAfterPeriod = periodEnd != null && !periodEnd.isAfter(event.firedAt());
		if (isAfterPeriod || event.data().path("test").asBoolean(false)) {
			return event.firedAt().plus(LASTS);
		}
		if (resolved != null) {
			return resolved;
		}
		return (periodEnd != null) ? periodEnd : now.plus(LASTS);
	}

	private static @Nullable Instant periodEnd(AlertEvent event) {
		JsonNode period = event.data().path("period");
		String end = period.path("end").asString("");
		return (end.isEmpty() || period.path("name").asString("").startsWith("rolling")) ? null
				: OffsetDateTime.parse(end).toInstant();
	}

}
