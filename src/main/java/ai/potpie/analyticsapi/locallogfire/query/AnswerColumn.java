package ai.potpie.analyticsapi.locallogfire.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A column of an answer.
 *
 * @param type DuckDB's name of the column's type
 */
record AnswerColumn(String name, String type) {

	/** Arrow's names of types, which Logfire uses, by DuckDB's names. */
	private static final Map<String, String> ARROW = Map.ofEntries(Map.entry("BOOLEAN", "Boolean"),
			Map.entry("TINYINT", "Int8"), Map.entry("SMALLINT", "Int16"), Map.entry("INTEGER", "Int32"),
			Map.entry("BIGINT", "Int64"), Map.entry("HUGEINT", "Int64"), Map.entry("UBIGINT", "UInt64"),
			Map.entry("FLOAT", "Float32"), Map.entry("DOUBLE", "Float64"), Map.entry("DATE", "Date32"),
			Map.entry("TIMESTAMP", "Timestamp(Microsecond, None)"),
			Map.entry("TIMESTAMP WITH TIME ZONE", "Timestamp(Microsecond, Some(\"UTC\"))"));

	String arrowType() {
		if (this.type.endsWith("[]")) {
			return "List(%s)"
				.formatted(new AnswerColumn("", this.type.substring(0, this.type.length() - 2)).arrowType());
		}
		if (this.type.startsWith("DECIMAL(")) {
			return "Decimal128" + this.type.substring("DECIMAL".length()).replace(",", ", ");
		}
		return ARROW.getOrDefault(this.type, "Utf8");
	}

	boolean isJson() {
		return this.type.equals("JSON");
	}

	/** The column's value in the current row, independent of the JVM's time zone. */
	@Nullable Object value(ResultSet rows, int index) throws SQLException {
		if (isJson()) {
			return rows.getString(index);
		}
		return this.type.equals("TIMESTAMP") ? rows.getObject(index, LocalDateTime.class) : rows.getObject(index);
	}

}
