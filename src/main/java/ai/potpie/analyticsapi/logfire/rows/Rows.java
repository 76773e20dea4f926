package ai.potpie.analyticsapi.logfire.rows;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of an answer, in Logfire's order.
 */
public record Rows(List<Row> rows) {

	// Answers to the service's queries are lists of flat rows, so deep nesting is a
	// failure.
	private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
		.maxNestingDepth(64)
		.build();

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
		// Other rows follow a row
		.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	public Rows {
		rows = List.copyOf(rows);
	}

	/**
	 * Reads rows that {@link #writeTo} wrote.
	 * @param memory the share from which the rows claim memory
	 * @throws LogfireException if the input is anything else
	 */
	public static Rows read(InputStream written, MemoryShare memory) {
		return read(RowStream.ofObjects(written, memory, Long.MAX_VALUE), (rows) -> {
			// The rows were checked against their limit when Logfire answered
		});
	}

	/**
	 * Reads the answer to a query, row by row.
	 * @throws LogfireException if the body is malformed or incomplete: an answer that
	 * does not parse is a failure, and never "no rows"
	 */
	public static Rows read(RowStream body, LogfireQuery query) {
		return read(body, query::requireWhole);
	}

	private static Rows read(RowStream body, LongConsumer counter) {
		try (JsonParser parser = MAPPER.createParser(body)) {
			List<Row> rows = null;
			require(parser.nextToken() == JsonToken.START_OBJECT);
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				boolean isData = "data".equals(parser.currentName());
				if (parser.nextToken() == JsonToken.START_ARRAY && isData) {
					rows = readRows(parser, body, counter);
				}
				else {
					parser.skipChildren();
				}
			}
			require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
			if (rows == null) {
				throw new LogfireException(Reason.FAILED, "Logfire answered with JSON without data");
			}
			return new Rows(rows);
		}
		catch (JacksonException ex) {
			throw notWhole();
		}
	}

	private static List<Row> readRows(JsonParser parser, RowStream body, LongConsumer counter) {
		List<Row> rows = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Row row = Row.of(MAPPER.readTree(parser));
			rows.add(row);
			body.endRow(row.weight());
			counter.accept(rows.size());
		}
		return rows;
	}

	private static void require(boolean whole) {
		if (!whole) {
			throw notWhole();
		}
	}

	private static LogfireException notWhole() {
		return new LogfireException(Reason.FAILED, "Logfire answered with incomplete or malformed JSON");
	}

	/**
	 * The first row.
	 * @throws LogfireException if there is no row
	 */
	public Row first() {
		return this.rows.stream()
			.findFirst()
			.orElseThrow(() -> new LogfireException(Reason.FAILED, "Logfire answered without any row"));
	}

	/** Writes what {@link #read(InputStream, MemoryShare)} reads. */
	public void writeTo(OutputStream to) {
		MAPPER.writeValue(to, Map.of("data", this.rows.stream().map(Row::columns).toList()));
	}

}
