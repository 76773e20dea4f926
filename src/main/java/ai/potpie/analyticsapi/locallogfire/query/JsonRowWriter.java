package ai.potpie.analyticsapi.locallogfire.query;

import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the part that both JSON formats share: the schema, and rows as objects.
 */
final class JsonRowWriter implements AutoCloseable {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
		.disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
		.disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
		.build();

	private final JsonGenerator json;

	private final List<AnswerColumn> columns;

	JsonRowWriter(OutputStream out, List<AnswerColumn> columns) {
		this.json = MAPPER.writer().withRootValueSeparator("").createGenerator(out);
		this.columns = columns;
	}

	JsonGenerator json() {
		return this.json;
	}

	void writeFields() {
		this.json.writeArrayPropertyStart("fields");
		for (AnswerColumn column : this.columns) {
			this.json.writeStartObject();
			this.json.writeStringProperty("name", column.name());
			this.json.writeStringProperty("data_type", column.arrowType());
			this.json.writeBooleanProperty("nullable", true);
			this.json.writeEndObject();
		}
		this.json.writeEndArray();
	}

	void writeRow(@Nullable Object[] row) throws SQLException {
		this.json.writeStartObject();
		for (int i = 0; i < row.length; i++) {
			AnswerColumn column = this.columns.get(i);
			this.json.writeName(column.name());
			Values.write(this.json, column, row[i]);
		}
		this.json.writeEndObject();
	}

	@Override
	public void close() {
		this.json.close();
	}

}
