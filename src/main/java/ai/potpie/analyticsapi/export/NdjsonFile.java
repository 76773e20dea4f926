package ai.potpie.analyticsapi.export;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one JSON object on each line, for a row. If the file has several tables, the
 * first key of each line names the table.
 */
class NdjsonFile implements FileWriter {

	private final boolean oneTable;

	private final JsonGenerator json;

	NdjsonFile(OutputStream to, boolean oneTable) {
		this.oneTable = oneTable;
		this.json = JsonMapper.shared()
			.writer()
			.without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
			.withRootValueSeparator("")
			.createGenerator(to);
	}

	@Override
	public <R> RowWriter<R> begin(Table<R> table) {
		return new RowWriter<>() {

			@Override
			public void row(R row) {
				beginLine(table.name());
				table.columns().forEach((column) -> property(column, row));
				endLine();
			}

			@Override
			public void end(Map<String, Object> totals) {
				// NDJSON has no totals: a program would read them as one more row
			}

		};
	}

	@Override
	public void end(List<Fact> facts, @Nullable Cut cut) {
		if (cut != null) {
			this.json.writeStartObject();
			this.json.writeBooleanProperty("truncated", cut.truncated());
			this.json.writeNumberProperty("limit", cut.limit());
			this.json.writeStringProperty("detail", cut.detail());
			endLine();
		}
		this.json.flush();
	}

	private void beginLine(String table) {
		this.json.writeStartObject();
		if (!this.oneTable) {
			this.json.writeStringProperty("section", table);
		}
	}

	private void endLine() {
		this.json.writeEndObject();
		this.json.writeRaw('\n');
	}

	private <R> void property(Column<R> column, R row) {
		Object value = column.value().apply(row);
		this.json.writeName(column.name());
		if (value == null) {
			this.json.writeNull();
		}
		else if (value instanceof JsonText document) {
			this.json.writeRawValue(document.json());
			if (document.text() != null) {
				this.json.writeStringProperty(column.name() + "_text", document.text());
			}
		}
		else {
			write(column.type(), PlainText.of(value));
		}
	}

	private void write(ColumnType type, String text) {
		switch (type) {
			case COUNT, DOLLARS, SHARE, MILLISECONDS, NUMBER, PLAIN -> this.json.writeNumber(text);
			case FLAG -> this.json.writeBoolean(Boolean.parseBoolean(text));
			case JSON -> this.json.writeRawValue(text);
			case TEXT, DAY, TIME, MICROTIME -> this.json.writeString(text);
		}
	}

}
