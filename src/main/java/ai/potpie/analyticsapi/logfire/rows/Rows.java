package ai.potpie.analyticsapi.logfire.rows;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	/** The property of Logfire's answers that lists the rows. */
	private static final Map<String, RowSource> ANSWERED = Map.of("data", RowSource.LOGFIRE);

	/** The properties of stored rows, one of which lists them. */
	private static final Map<String, RowSource> STORED = Stream.of(RowSource.values())
		.collect(Collectors.toMap(RowSource::property, Function.identity()));

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
		return read(RowStream.ofObjects(written, memory, Long.MAX_VALUE), STORED, (rows) -> {
			// The rows were checked against their limit when Logfire answered
		});
	}

	/**
	 * Reads the answer to a query, row by row.
	 * @throws LogfireException if the body is malformed or incomplete: an answer that
	 * does not parse is a failure, and never "no rows"
	 */
	public static Rows read(RowStream body, LogfireQuery query) {
		return read(body, ANSWERED, query::requireWhole);
	}

	private static Rows read(RowStream body, Map<String, RowSource> sources, LongConsumer counter) {
		try (JsonParser parser = Row.MAPPER.createParser(body)) {
			Rows rows = null;
			require(parser.nextToken() == JsonToken.START_OBJECT);
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				RowSource source = sources.get(parser.currentName());
				if (parser.nextToken() == JsonToken.START_ARRAY && source != null) {
					rows = new Rows(readRows(parser, body, counter), source);
				}
				else {
					parser.skipChildren();
				}
			}
			require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
			if (rows == null) {
				throw new LogfireException(Reason.FAILED, "Logfire answered with JSON without data");
			}
			return rows;
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
		Row.MAPPER.writeValue(to, Map.of(this.source.property(), this.rows.stream().map(Row::columns).toList()));
	}

}
