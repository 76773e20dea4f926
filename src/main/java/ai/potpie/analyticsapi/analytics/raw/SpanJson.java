package ai.potpie.analyticsapi.analytics.raw;

import java.io.StringWriter;

import ai.potpie.analyticsapi.logfire.OddJson;
import ai.potpie.analyticsapi.logfire.UnicodeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;

/**
 * An object or a list of a span's, as it is.
 *
 * @param text its JSON
 * @param isReadable whether readers of JSON take it: many refuse what is nested too deep,
 * long numbers and names, and halves of characters, and with them the page around it
 */
record SpanJson(String text, boolean isReadable) {

	/** The list of a page and the span are two more levels. */
	static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH - 2;

	/** What the parser stands on. */
	static SpanJson of(JsonParser parser) {
		StringWriter json = new StringWriter();
		boolean readable;
		try (JsonGenerator generator = OddJson.FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
			readable = copy(parser, generator);
		}
		String text = json.toString();
		return new SpanJson(UnicodeText.escaped(text), readable && UnicodeText.isWhole(text));
	}

	/**
	 * JSON that came as text, as it does in some of Logfire's formats.
	 * @return null if it is neither an object nor a list
	 */
	static @Nullable SpanJson of(String text) {
		try (JsonParser parser = OddJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
			JsonToken token = parser.nextToken();
			return (token != null && token.isStructStart()) ? of(parser) : null;
		}
	}

	// Numbers are copied as they are written: no digit is lost, and none is added.
	private static boolean copy(JsonParser from, JsonGenerator to) {
		boolean readable = true;
		int depth = 0;
		do {
			JsonToken token = from.currentToken();
			switch (token) {
				case PROPERTY_NAME -> {
					String name = from.currentName();
					readable &= name.length() <= StreamReadConstraints.DEFAULT_MAX_NAME_LEN;
					to.writeName(name);
				}
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
					String number = from.getString();
					readable &= number.length() <= StreamReadConstraints.DEFAULT_MAX_NUM_LEN;
					to.writeNumber(number);
				}
				default -> to.copyCurrentEvent(from);
			}
			depth += token.isStructStart() ? 1 : (token.isStructEnd() ? -1 : 0);
			readable &= depth <= MAX_DEPTH;
		}
		while (depth > 0 && from.nextToken() != null);
		return readable;
	}

}
