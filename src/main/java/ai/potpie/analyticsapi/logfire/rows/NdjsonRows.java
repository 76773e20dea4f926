package ai.potpie.analyticsapi.logfire.rows;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads Logfire's NDJSON messages one row at a time: {@code schema}, several of
 * {@code data}, {@code end}. A query has failed if there is an {@code error} message, if
 * the end is missing or counts another number of rows, or if anything is not JSON.
 */
public final class NdjsonRows {

	private final RowStream body;

	private final JsonParser parser;

	private final RowHandler handler;

	private long rows;

	private NdjsonRows(RowStream body, JsonParser parser, RowHandler handler) {
		this.body = body;
		this.parser = parser;
		this.handler = handler;
	}

	/**
	 * Passes every row of the body to the handler.
	 * @return the number of rows
	 */
	public static long read(RowStream body, RowHandler handler) {
		// From bytes, the parser would refuse names with a lone surrogate
		Reader text = new InputStreamReader(body, StandardCharsets.UTF_8);
		try (JsonParser parser = LenientJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
			return new NdjsonRows(body, parser, handler).readMessages();
		}
		catch (StreamReadException | StreamConstraintsException ex) {
			throw failed("Logfire's stream is not whole JSON");
		}
	}

	private long readMessages() {
		while (this.parser.nextToken() == JsonToken.START_OBJECT) {
			Message message = readMessage();
			if (message.isEnd()) {
				requireAllRows(message);
				return this.rows;
			}
		}
		throw failed("Logfire's stream broke off: it has no end message");
	}

	private Message readMessage() {
		String type = null;
		long rowCount = -1;
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			JsonToken value = this.parser.nextToken();
			switch (name) {
				case "type" -> type = this.parser.getString();
				case "rows" -> readRows(value);
				case "row_count" -> rowCount = this.parser.getLongValue();
				default -> this.parser.skipChildren();
			}
		}
		if ("error".equals(type)) {
			throw failed("Logfire's stream ended with an error message");
		}
		return new Message(type, rowCount);
	}

	private void readRows(@Nullable JsonToken array) {
		if (array != JsonToken.START_ARRAY) {
			throw failed("Logfire's stream has rows that are not a list");
		}
		JsonToken token = this.parser.nextToken();
		while (token == JsonToken.START_OBJECT) {
			this.rows++;
			this.handler.handle(this.parser);
			this.body.endRow(0);
			token = this.parser.nextToken();
		}
		if (token != JsonToken.END_ARRAY) {
			throw failed("Logfire's stream has a row that is not an object");
		}
	}

	private void requireAllRows(Message end) {
		if (end.rowCount() != this.rows) {
			throw failed("Logfire's stream counts %d rows, but has %d".formatted(end.rowCount(), this.rows));
		}
	}

	private static LogfireException failed(String message) {
		return new LogfireException(Reason.FAILED, message);
	}

	private record Message(@Nullable String type, long rowCount) {

		boolean isEnd() {
			return "end".equals(this.type);
		}

	}

}
