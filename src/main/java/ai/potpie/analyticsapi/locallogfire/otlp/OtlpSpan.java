package ai.potpie.analyticsapi.locallogfire.otlp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A span from OTLP, and the rows that Logfire makes from it: one for the span, and one
 * for each event that is not an exception.
 */
final class OtlpSpan {

	private static final String EXCEPTION = "exception";

	private final OtlpResource resource;

	private final Span span;

	OtlpSpan(OtlpResource resource, Span span) {
		this.resource = resource;
		this.span = span;
	}

	/** OpenTelemetry's trace ids are 16 bytes and span ids 8. */
	boolean isValid() {
		return this.span.getTraceId().size() == 16 && this.span.getSpanId().size() == 8;
	}

	Stream<SpanRecord> records() {
		return Stream.concat(Stream.of(spanRecord()), eventRecords());
	}

	private SpanRecord spanRecord() {
		ObjectNode attributes = OtlpValues.object(this.span.getAttributesList());
		LogfireAttributes logfire = new LogfireAttributes(attributes);
		String kind = logfire.kind();
		String pendingParent = logfire.pendingParent();
		boolean pending = kind.equals("pending_span");
		SpanRecordBuilder record = this.resource
			.record(hex(this.span.getTraceId()), hex(pending ? this.span.getParentSpanId() : this.span.getSpanId()),
					this.span.getName())
			.kind(kind)
			.parent(pending ? pendingParent : parent())
			.message(logfire.message())
			.level(logfire.level(isError() ? SpanRecord.LEVEL_ERROR : SpanRecord.LEVEL_INFO))
			.tags(logfire.tags())
			.time(instant(this.span.getStartTimeUnixNano()), instant(this.span.getEndTimeUnixNano()))
			.status(statusCode(), isError() ? this.span.getStatus().getMessage() : null)
			.eventsAndLinks(events().toString(), links().toString());
		logfire.parseWhatTheSchemaNames();
		addException(record);
		return record.attributes(attributes.toString()).build();
	}

	private @Nullable String parent() {
		return this.span.getParentSpanId().isEmpty() ? null : hex(this.span.getParentSpanId());
	}

	private boolean isError() {
		return this.span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
	}

	private @Nullable String statusCode() {
		Status status = this.span.getStatus();
		return switch (status.getCode()) {
			case STATUS_CODE_OK -> "OK";
			case STATUS_CODE_ERROR -> "ERROR";
			default -> null;
		};
	}

	private void addException(SpanRecordBuilder record) {
		this.span.getEventsList()
			.stream()
			.filter((event) -> event.getName().equals(EXCEPTION))
			.findFirst()
			.map((event) -> OtlpValues.object(event.getAttributesList()))
			.ifPresent((exception) -> record.exception(text(exception, "exception.type"),
					text(exception, "exception.message"), text(exception, "exception.stacktrace")));
	}

	private static @Nullable String text(ObjectNode attributes, String key) {
		JsonNode value = attributes.get(key);
		return (value != null && !value.isNull()) ? value.asString() : null;
	}

	private ArrayNode events() {
		ArrayNode events = JsonNodeFactory.instance.arrayNode();
		for (Event event : this.span.getEventsList()) {
			events.addObject()
				.put("event_name", event.getName())
				.put("event_timestamp", instant(event.getTimeUnixNano()).toString())
				.set("attributes", OtlpValues.object(event.getAttributesList()));
		}
		return events;
	}

	private ArrayNode links() {
		ArrayNode links = JsonNodeFactory.instance.arrayNode();
		for (Link link : this.span.getLinksList()) {
			links.addObject()
				.put("trace_id", hex(link.getTraceId()))
				.put("span_id", hex(link.getSpanId()))
				.set("attributes", OtlpValues.object(link.getAttributesList()));
		}
		return links;
	}

	private Stream<SpanRecord> eventRecords() {
		List<Event> events = this.span.getEventsList();
		return IntStream.range(0, events.size())
			.filter((i) -> !events.get(i).getName().equals(EXCEPTION))
			.mapToObj((i) -> eventRecord(events.get(i), i));
	}

	private SpanRecord eventRecord(Event event, int index) {
		ObjectNode attributes = OtlpValues.object(event.getAttributesList());
		LogfireAttributes logfire = new LogfireAttributes(attributes);
		Instant time = instant(event.getTimeUnixNano());
		String spanId = hex(this.span.getSpanId());
		return this.resource.record(hex(this.span.getTraceId()), eventId(spanId, index), event.getName())
			.kind("span_event")
			.parent(spanId)
			.message(logfire.message())
			.level(logfire.level(SpanRecord.LEVEL_INFO))
			.time(time, time)
			.attributes(attributes.toString())
			.build();
	}

	/**
	 * Makes an id for an event, which has none. It is the same whenever the span is sent
	 * again.
	 */
	private static String eventId(String spanId, int index) {
		UUID id = UUID.nameUUIDFromBytes((spanId + ":" + index).getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().toHexDigits(id.getMostSignificantBits());
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	private static Instant instant(long epochNanos) {
		return Instant.ofEpochSecond(0, epochNanos).truncatedTo(ChronoUnit.MICROS);
	}

}
