package ai.potpie.analyticsapi.logfire.rows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One row of an answer. A missing key counts as null. Every getter throws a
 * {@link LogfireException} if the value has another type, because then the query has
 * failed.
 */
public record Row(ObjectNode columns) {

	// Answers to the service's queries are lists of flat rows, so deep nesting is a
	// failure.
	static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
			.build())
		// Other rows follow a row
		.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** Reads a row of a streamed answer, and leaves the parser at its end. */
	public static Row read(JsonParser row) {
		return of(MAPPER.readTree(row));
	}

	static Row of(JsonNode row) {
		if (row instanceof ObjectNode columns) {
			columns.properties().forEach((column) -> column.setValue(wellFormed(column.getValue())));
			return new Row(columns);
		}
		throw new LogfireException(Reason.FAILED, "Logfire answered with a row that is not an object");
	}

	private static JsonNode wellFormed(JsonNode value) {
		if (value instanceof ArrayNode list) {
			for (int i = 0; i < list.size(); i++) {
				list.set(i, wellFormed(list.get(i)));
			}
		}
		if (value instanceof StringNode text) {
			String unicode = UnicodeText.of(text.stringValue());
			return unicode.equals(text.stringValue()) ? text : StringNode.valueOf(unicode);
		}
		return value;
	}

	public @Nullable String text(String column) {
		JsonNode value = value(column);
		if (value == null) {
			return null;
		}
		return value.stringValueOpt().orElseThrow(() -> unexpected(column, "text"));
	}

	/** Text that is not null. */
	public String required(String column) {
		String text = text(column);
		if (text == null) {
			throw unexpected(column, "there");
		}
		return text;
	}

	/** A whole number. */
	public long number(String column) {
		JsonNode value = value(column);
		if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
			throw unexpected(column, "a whole number");
		}
		return value.longValue();
	}

	public @Nullable LocalDate date(String column) {
		String text = text(column);
		try {
			return (text != null) ? LocalDate.parse(text) : null;
		}
		catch (DateTimeException ex) {
			throw unexpected(column, "a date");
		}
	}

	/** A date that is not null. */
	public LocalDate requiredDate(String column) {
		LocalDate date = date(column);
		if (date == null) {
			throw unexpected(column, "there");
		}
		return date;
	}

	/** A moment that is not null. */
	public Instant moment(String column) {
		try {
			return OffsetDateTime.parse(required(column)).toInstant();
		}
		catch (DateTimeException ex) {
			throw unexpected(column, "a moment");
		}
	}

	/** A list of texts without its nulls; empty if the column is null. */
	public List<String> texts(String column) {
		JsonNode value = value(column);
		if (value == null) {
			return List.of();
		}
		if (!value.isArray()) {
			throw unexpected(column, "a list");
		}
		return value.valueStream()
			.filter((text) -> !text.isNull())
			.map((text) -> text.stringValueOpt().orElseThrow(() -> unexpected(column, "a list of texts")))
			.sorted()
			.toList();
	}

	public boolean isNull(String column) {
		return value(column) == null;
	}

	/** The approximate memory of the row, in bytes. */
	public long weight() {
		return weight(this.columns);
	}

	private static long weight(JsonNode node) {
		if (node.isObject()) {
			return 160 + node.propertyStream().mapToLong((property) -> 100 + weight(property.getValue())).sum();
		}
		if (node.isArray()) {
			return 64 + node.valueStream().mapToLong((value) -> 8 + weight(value)).sum();
		}
		return node.isString() ? 72 + 2L * node.stringValue().length() : 40;
	}

	private @Nullable JsonNode value(String column) {
		JsonNode value = this.columns.get(column);
		return (value == null || value.isNull()) ? null : value;
	}

	private static LogfireException unexpected(String column, String expected) {
		return new LogfireException(Reason.FAILED,
				"Logfire answered with a '%s' that is not %s".formatted(column, expected));
	}

}
