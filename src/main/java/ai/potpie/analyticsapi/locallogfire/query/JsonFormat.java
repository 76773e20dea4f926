package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * JSON: one object with {@code schema} and {@code data}.
 */
final class JsonFormat implements AnswerFormat {

	@Override
	public String mediaType() {
		return "application/json";
	}

	@Override
	public void write(QueryAnswer answer, boolean includeSchema, OutputStream out) throws SQLException, IOException {
		try (JsonRowWriter rows = new JsonRowWriter(out, answer.columns())) {
			JsonGenerator json = rows.json();
			json.writeStartObject();
			if (includeSchema) {
				writeSchema(rows, json);
			}
			writePlan(json, answer.plan());
			json.writeArrayPropertyStart("data");
			answer.forEachBatch((batch) -> {
				for (@Nullable
				Object[] row : batch) {
					rows.writeRow(row);
				}
			});
			json.writeEndArray();
			json.writeEndObject();
		}
	}

	private static void writeSchema(JsonRowWriter rows, JsonGenerator json) {
		json.writeObjectPropertyStart("schema");
		rows.writeFields();
		json.writeObjectPropertyStart("metadata");
		json.writeEndObject();
		json.writeEndObject();
	}

	/** DuckDB has only the physical plan. */
	private static void writePlan(JsonGenerator json, @Nullable String plan) {
		if (plan != null) {
			json.writeNullProperty("logical_plan");
			json.writeStringProperty("physical_plan", plan);
			json.writeNullProperty("physical_plan_with_metrics");
		}
	}

}
