package ai.potpie.analyticsapi.logfire;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of an answer, in Logfire's order.
 */
public record Rows(List<Row> rows) {

	// An answer of ours is a list of flat rows; 64 is the depth RELIABILITY asks to
	// refuse.
	private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(64)
		.build();

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
		.build();

	public Rows {
		rows = List.copyOf(rows);
	}

	/**
	 * Reads {@code {"schema": …, "data": […]}}.
	 * @throws LogfireException if it is anything else: a 200 that does not parse is a
	 * failed query, never "no rows"
	 */
	public static Rows read(InputStream body) {
		try {
			JsonNode data = MAPPER.readTree(body).get("data");
			if (data == null || !data.isArray()) {
				throw new LogfireException(Reason.FAILED, "Logfire answered with JSON that has no data");
			}
			List<Row> rows = new ArrayList<>(data.size());
			data.forEach((row) -> rows.add(Row.of(row)));
			return new Rows(rows);
		}
		catch (JacksonException ex) {
			throw new LogfireException(Reason.FAILED, "Logfire answered with something that is not whole JSON");
		}
	}

	/**
	 * The first row.
	 * @throws LogfireException if there is none
	 */
	public Row first() {
		return this.rows.stream()
			.findFirst()
			.orElseThrow(() -> new LogfireException(Reason.FAILED, "Logfire answered without any row"));
	}

	/** What {@link #read} reads. */
	public byte[] toJson() {
		return MAPPER.writeValueAsBytes(Map.of("data", this.rows.stream().map(Row::columns).toList()));
	}

}
