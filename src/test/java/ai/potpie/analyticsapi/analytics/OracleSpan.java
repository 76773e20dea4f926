package ai.potpie.analyticsapi.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.potpie.analyticsapi.locallogfire.SpanRecord;

/**
 * A row of Logfire as the oracle sees it: its attributes read.
 */
record OracleSpan(SpanRecord row, JsonNode attributes) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/** Rows of these kinds are never counted: pending spans are not in the table. */
	private static final Set<String> NOT_COUNTED = Set.of("span_event", "pending_span");

	static OracleSpan of(SpanRecord row) {
		return new OracleSpan(row, JSON.readTree(row.attributes()));
	}

	boolean counts() {
		return !NOT_COUNTED.contains(this.row.kind());
	}

	boolean isUsage() {
		return this.row.spanName().equals("agent_run_usage");
	}

	Instant start() {
		return this.row.startTimestamp();
	}

	LocalDate day(ZoneId zone) {
		return start().atZone(zone).toLocalDate();
	}

	long micros() {
		return ChronoUnit.MICROS.between(this.row.startTimestamp(), this.row.endTimestamp());
	}

	/** The text of an attribute, whatever its type; null where it is missing or null. */
	@Nullable String text(String attribute) {
		JsonNode value = this.attributes.path(attribute);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		return value.isString() ? value.stringValue() : value.toString();
	}

	/** The same, and null where it is blank. */
	@Nullable String nonBlank(String attribute) {
		String text = text(attribute);
		return (text == null || text.isBlank()) ? null : text;
	}

	/** What a message or an execution is told apart by. */
	String runOrTrace() {
		String run = nonBlank("run_id");
		return (run != null) ? run : this.row.traceId();
	}

	@Nullable String conversation() {
		String conversation = nonBlank("conversation_id");
		return (conversation != null) ? conversation : nonBlank("gen_ai.conversation.id");
	}

}
