package ai.potpie.analyticsapi.analytics.raw;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.UnicodeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One row of a {@link RawSpansQuestion}'s answer: plain values as text, objects and lists
 * as JSON.
 */
record SpanRow(Map<String, String> values, Map<String, SpanJson> documents) {

	private static final Set<String> JSON_COLUMNS = Set.of("tags", "attributes");

	/** Reads the row at the parser's current token. */
	static SpanRow read(JsonParser parser) {
		Map<String, String> values = new HashMap<>();
		Map<String, SpanJson> documents = new HashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String column = parser.currentName();
			JsonToken value = parser.nextToken();
			if (value.isStructStart()) {
				documents.put(column, SpanJson.of(parser));
			}
			else if (value != JsonToken.VALUE_NULL && JSON_COLUMNS.contains(column)) {
				documents.put(column, ofText(parser.getString()));
			}
			else if (value != JsonToken.VALUE_NULL) {
				values.put(column, UnicodeText.of(parser.getString()));
			}
		}
		return new SpanRow(values, documents);
	}

	private static SpanJson ofText(String text) {
		SpanJson json = SpanJson.of(text);
		if (json == null) {
			throw new LogfireException(Reason.FAILED, "Logfire answered with malformed attributes or tags");
		}
		return json;
	}

	RawSpan span() {
		String duration = this.values.get("duration");
		try {
			return new RawSpan(required("trace_id"), required("span_id"), text("parent_span_id"), required("kind"),
					required("span_name"), required("message"), Level.nameOf(number("level")),
					Instant.parse(required("start_timestamp")), Instant.parse(required("end_timestamp")),
					(duration != null) ? Numbers.milliseconds(new BigDecimal(duration)) : null, text("service_name"),
					text("deployment_environment"), text("otel_scope_name"), "true".equals(text("is_exception")),
					text("exception_type"), text("exception_message"), shown("tags", "[]"), hidden("tags"),
					shown("attributes", "{}"), hidden("attributes"));
		}
		catch (DateTimeException | ArithmeticException | NumberFormatException ex) {
			throw new LogfireException(Reason.FAILED, "Logfire answered with a span with unparsable timestamps");
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
					"Logfire answered with a '%s' that is not a number".formatted(column));
		}
	}

	private @Nullable String text(String column) {
		return this.values.get(column);
	}

	private String shown(String column, String empty) {
		SpanJson json = this.documents.get(column);
		return (json != null && json.isReadable()) ? json.text() : empty;
	}

	private @Nullable String hidden(String column) {
		SpanJson json = this.documents.get(column);
		return (json != null && !json.isReadable()) ? json.text() : null;
	}

}
