package ai.potpie.analyticsapi.locallogfire.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;

import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes values in the same JSON as Logfire.
 */
final class Values {

	private Values() {
	}

	static void write(JsonGenerator json, AnswerColumn column, @Nullable Object value) throws SQLException {
		if (column.isJson() && value instanceof String text) {
			writeDocument(json, text);
		}
		else {
			write(json, value);
		}
	}

	/** Writes a document as it is stored, but on one line. */
	private static void writeDocument(JsonGenerator json, String text) {
		json.writeRawValue(text.replace('\n', ' ').replace('\r', ' '));
	}

	private static void write(JsonGenerator json, @Nullable Object value) throws SQLException {
		if (value == null) {
			json.writeNull();
		}
		else if (value instanceof Boolean bool) {
			json.writeBoolean(bool);
		}
		else if (value instanceof Number number) {
			writeNumber(json, number);
		}
		else if (value instanceof OffsetDateTime time) {
			json.writeString(time.toInstant().toString());
		}
		else if (value instanceof JsonNode document) {
			writeDocument(json, document.toString());
		}
		else {
			writeNested(json, value);
		}
	}

	/** Writes a number. JSON has no NaN and no infinity. */
	private static void writeNumber(JsonGenerator json, Number number) {
		if (number instanceof BigDecimal decimal) {
			json.writeNumber(decimal);
		}
		else if (number instanceof BigInteger integer) {
			json.writeNumber(integer);
		}
		else if (number instanceof Float single && Float.isFinite(single)) {
			json.writeNumber(single);
		}
		else if (number instanceof Double || number instanceof Float) {
			writeFinite(json, number.doubleValue());
		}
		else {
			json.writeNumber(number.longValue());
		}
	}

	private static void writeFinite(JsonGenerator json, double number) {
		if (Double.isFinite(number)) {
			json.writeNumber(number);
		}
		else {
			json.writeNull();
		}
	}

	private static void writeNested(JsonGenerator json, Object value) throws SQLException {
		if (value instanceof Array list) {
			json.writeStartArray();
			for (Object element : (Object[]) list.getArray()) {
				write(json, element);
			}
			json.writeEndArray();
		}
		else if (value instanceof DuckDBStruct struct) {
			writeNested(json, struct.getMap());
		}
		else if (value instanceof Map<?, ?> map) {
			json.writeStartObject();
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				json.writeName(String.valueOf(entry.getKey()));
				write(json, entry.getValue());
			}
			json.writeEndObject();
		}
		else {
			json.writeString(value.toString());
		}
	}

}
