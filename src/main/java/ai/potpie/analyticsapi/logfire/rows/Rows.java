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

/**
 * The rows of an answer, in the order of its query.
 *
 * @param source the system that answered
 */
public record Rows(List<Row> rows, RowSource source) {

	/** Written beside stored rows; Logfire's answers have no such property. */
	private static final String SOURCE = "source";

	public Rows {
		rows = List.copyOf(rows);
	}

	/** Rows from Logfire. */
	public Rows(List<Row> rows) {
		this(rows, RowSource.LOGFIRE);
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
		try (JsonParser parser = Row.MAPPER.createParser(body)) {
			List<Row> rows = null;
			RowSource source = RowSource.LOGFIRE;
			require(parser.nextToken() == JsonToken.START_OBJECT);
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				if (value == JsonToken.START_ARRAY && name.equals("data")) {
					rows = readRows(parser, body, counter);
				}
				else if (value == JsonToken.VALUE_STRING && name.equals(SOURCE)) {
					source = RowSource.valueOf(parser.getString());
				}
				else {
					parser.skipChildren();
				}
			}
			require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
			if (rows == null) {
				throw new LogfireException(Reason.FAILED, "Logfire answered with JSON without data");
			}
			return new Rows(rows, source);
		}
		catch (JacksonException ex) {
			throw notWhole();
		}
	}

	private static List<Row> readRows(JsonParser parser, RowStream body, LongConsumer counter) {
		List<Row> rows = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Row row = Row.read(parser);
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
		Row.MAPPER.writeValue(to,
				Map.of(SOURCE, this.source.name(), "data", this.rows.stream().map(Row::columns).toList()));
	}

}
