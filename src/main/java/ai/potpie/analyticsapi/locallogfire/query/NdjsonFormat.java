package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * NDJSON: a line for the schema, a line for each batch of rows, and a line for the end.
 */
final class NdjsonFormat implements AnswerFormat {

	@Override
	public String mediaType() {
		return "application/x-ndjson";
	}

	@Override
	public void write(QueryAnswer answer, boolean includeSchema, OutputStream out) throws IOException {
		try (JsonRowWriter rows = new JsonRowWriter(out, answer.columns())) {
			writeSchema(rows);
			writePlan(rows, answer.plan());
			writeData(rows, answer);
		}
	}

	/**
	 * Writes the rows. An error becomes a line too, because the status is already sent.
	 */
	private static void writeData(JsonRowWriter rows, QueryAnswer answer) throws IOException {
		AtomicLong rowCount = new AtomicLong();
		try {
			answer.forEachBatch((batch) -> {
				rowCount.addAndGet(batch.size());
				writeRows(rows, batch);
				rows.json().flush();
			});
			writeEnd(rows, rowCount.get());
		}
		catch (SQLException ex) {
			writeError(rows, QueryError.detail(ex));
		}
	}

	private static void writeSchema(JsonRowWriter rows) {
		JsonGenerator json = start(rows, "schema");
		json.writeObjectPropertyStart("schema");
		rows.writeFields();
		json.writeEndObject();
		end(json);
	}

	private static void writePlan(JsonRowWriter rows, @Nullable String plan) {
		if (plan != null) {
			JsonGenerator json = start(rows, "explain");
			json.writeNullProperty("logical_plan");
			json.writeStringProperty("physical_plan", plan);
			end(json);
		}
	}

	private static void writeRows(JsonRowWriter rows, List<@Nullable Object[]> batch) throws SQLException {
		JsonGenerator json = start(rows, "data");
		json.writeArrayPropertyStart("rows");
		for (@Nullable
		Object[] row : batch) {
			rows.writeRow(row);
		}
		json.writeEndArray();
		end(json);
	}

	private static void writeEnd(JsonRowWriter rows, long rowCount) {
		JsonGenerator json = start(rows, "end");
		json.writeNumberProperty("row_count", rowCount);
		end(json);
	}

	private static void writeError(JsonRowWriter rows, String message) {
		JsonGenerator json = start(rows, "error");
		json.writeStringProperty("message", message);
		end(json);
	}

	private static JsonGenerator start(JsonRowWriter rows, String type) {
		JsonGenerator json = rows.json();
		json.writeStartObject();
		json.writeStringProperty("type", type);
		return json;
	}

	private static void end(JsonGenerator json) {
		json.writeEndObject();
		json.writeRaw('\n');
	}

}
