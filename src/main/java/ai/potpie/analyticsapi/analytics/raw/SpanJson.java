package ai.potpie.analyticsapi.analytics.raw;

import java.io.StringWriter;

import ai.potpie.analyticsapi.logfire.rows.LenientJson;
import ai.potpie.analyticsapi.logfire.rows.UnicodeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;

/**
 * An object or a list of a span, unchanged.
 *
 * @param text the JSON text
 * @param isReadable whether JSON parsers accept it: many refuse deep nesting, long
 * numbers and names, and lone surrogates, and with them the page around it
 */
record SpanJson(String text, boolean isReadable) {

	/** The limit of many parsers, less two levels for the page's list and the span. */
	static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH - 2;

	/** The value at the parser's current token. */
	static SpanJson of(JsonParser parser) {
		StringWriter json = new StringWriter();
		boolean readable;
		try (JsonGenerator generator = LenientJson.FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
			readable = copy(parser, generator);
		}
		String text = json.toString();
		return new SpanJson(UnicodeText.escaped(text), readable && UnicodeText.isWhole(text));
	}

	/**
	 * Parses JSON that Logfire sent as text, as some of its formats do.
	 * @return null if the text is neither an object nor a list
	 */
	static @Nullable SpanJson of(String text) {
		try (JsonParser parser = LenientJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
			JsonToken token = parser.nextToken();
			return (token != null && token.isStructStart()) ? of(parser) : null;
		}
	}

	// Numbers are copied as text, so that no digit is lost or added.
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
