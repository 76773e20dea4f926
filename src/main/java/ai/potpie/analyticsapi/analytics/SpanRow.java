package ai.potpie.analyticsapi.analytics;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One row of a {@link RawSpansQuestion}'s answer: its values as text, and those that are
 * objects or lists as the JSON that they are.
 */
record SpanRow(Map<String, String> values) {

	private static final JsonFactory JSON = new JsonFactory();

	private static final Set<String> JSON_COLUMNS = Set.of("tags", "attributes");

	/** Reads the row that the parser stands on. */
	static SpanRow read(JsonParser parser) {
		Map<String, String> values = new HashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String column = parser.currentName();
			JsonToken value = parser.nextToken();
			if (value.isStructStart()) {
				values.put(column, json(parser));
			}
			else if (value != JsonToken.VALUE_NULL) {
				values.put(column, JSON_COLUMNS.contains(column) ? json(parser.getString()) : parser.getString());
			}
		}
		return new SpanRow(values);
	}

	RawSpan span() {
		String duration = this.values.get("duration");
		try {
			return new RawSpan(required("trace_id"), required("span_id"), text("parent_span_id"), required("kind"),
					required("span_name"), required("message"), Level.nameOf(number("level")),
					Instant.parse(required("start_timestamp")), Instant.parse(required("end_timestamp")),
					(duration != null) ? Numbers.milliseconds(new BigDecimal(duration)) : null, text("service_name"),
					text("deployment_environment"), text("otel_scope_name"), "true".equals(text("is_exception")),
					text("exception_type"), text("exception_message"), this.values.getOrDefault("tags", "[]"),
					this.values.getOrDefault("attributes", "{}"));
		}
		catch (DateTimeException | NumberFormatException ex) {
			throw new LogfireException(Reason.FAILED, "Logfire answered with a span whose times are none");
		}
	}

	String required(String column) {
		String value = this.values.get(column);
		if (value == null) {
			throw new LogfireException(Reason.FAILED, "Logfire answered with a span without '%s'".formatted(column));
		}
		return value;
	}

	long number(String column) {
		try {
			return Long.parseLong(required(column));
		}
		catch (NumberFormatException ex) {
			throw new LogfireException(Reason.FAILED,
					"Logfire answered with a '%s' that is no number".formatted(column));
		}
	}

	private @Nullable String text(String column) {
		return this.values.get(column);
	}

	/** JSON that came as text, as it does in some of Logfire's formats. */
	private static String json(String text) {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() == null || !parser.currentToken().isStructStart()) {
				throw new LogfireException(Reason.FAILED, "Logfire answered with attributes or tags that are none");
			}
			return json(parser);
		}
	}

	private static String json(JsonParser parser) {
		StringWriter json = new StringWriter();
		try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), json)) {
			copy(parser, generator);
		}
		return json.toString();
	}

	// Numbers are copied as they are written: no digit is lost, and none is added.
	private static void copy(JsonParser from, JsonGenerator to) {
		int depth = 0;
		do {
			JsonToken token = from.currentToken();
			switch (token) {
				case PROPERTY_NAME -> to.writeName(from.currentName());
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(from.getString());
				default -> to.copyCurrentEvent(from);
			}
			depth += token.isStructStart() ? 1 : (token.isStructEnd() ? -1 : 0);
		}
		while (depth > 0 && from.nextToken() != null);
	}

}
