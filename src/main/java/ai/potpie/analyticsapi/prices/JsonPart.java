package ai.potpie.analyticsapi.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of a JSON document that knows its position, for error messages that help the
 * author of the document.
 *
 * @param pointer the position, as a JSON Pointer
 */
record JsonPart(JsonNode value, String pointer) {

	/** The highest price in US dollars for which no computation overflows. */
	private static final BigDecimal MAX_DOLLARS = BigDecimal.valueOf(1_000_000);

	private static final int MAX_DECIMALS = 100;

	private static final String PRICE = "a price from 0 to 1000000";

	private static final int NANO = 9;

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	static JsonPart read(byte[] content) {
		try {
			return new JsonPart(MAPPER.readTree(content), "");
		}
		catch (JacksonException ex) {
			throw new PriceFileException("It is not JSON: %s.".formatted(ex.getOriginalMessage()));
		}
	}

	boolean isList() {
		return this.value.isArray();
	}

	List<JsonPart> items() {
		if (!isList()) {
			throw isNot("a list");
		}
		List<JsonPart> items = new ArrayList<>();
		this.value.values().forEach((item) -> items.add(new JsonPart(item, this.pointer + "/" + items.size())));
		return items;
	}

	/** The value of a property; empty if it is missing or null. */
	Optional<JsonPart> find(String name) {
		return this.value.optional(name)
			.filter((part) -> !part.isNull())
			.map((part) -> new JsonPart(part, this.pointer + "/" + name));
	}

	JsonPart get(String name) {
		return find(name).orElseThrow(() -> isNot("an object with '%s'".formatted(name)));
	}

	/** The name of the only property of an object. */
	String onlyName() {
		if (!this.value.isObject() || this.value.size() != 1) {
			throw isNot("an object with one name");
		}
		return this.value.properties().iterator().next().getKey();
	}

	String text() {
		return this.value.stringValueOpt().orElseThrow(() -> isNot("a text"));
	}

	Pattern pattern() {
		return parse(Pattern::compile, "a regular expression");
	}

	LocalDate date() {
		return parse(LocalDate::parse, "a date like 2026-02-11");
	}

	OffsetTime time() {
		return parse(OffsetTime::parse, "a time like 16:30:00Z");
	}

	/** A number of tokens. */
	long count() {
		if (!this.value.isIntegralNumber() || !this.value.canConvertToLong() || this.value.longValue() < 0) {
			throw isNot("a whole number from 0");
		}
		return this.value.longValue();
	}

	/** A price in US dollars, written as a number or text, converted to nano-dollars. */
	long nano() {
		BigDecimal dollars = this.value.isNumber() ? this.value.decimalValue() : parse(BigDecimal::new, PRICE);
		// A number with an exponent may have few digits and millions of them when written
		// out
		if (dollars.scale() > MAX_DECIMALS || dollars.signum() < 0 || dollars.compareTo(MAX_DOLLARS) > 0) {
			throw isNot(PRICE);
		}
		return dollars.movePointRight(NANO).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

	private <T> T parse(Function<String, T> parser, String expected) {
		try {
			return parser.apply(this.value.stringValueOpt().orElseThrow(() -> isNot(expected)));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw isNot(expected);
		}
	}

	PriceFileException isNot(String expected) {
		String place = this.pointer.isEmpty() ? "The whole of it" : "'%s'".formatted(this.pointer);
		return new PriceFileException("%s is not %s.".formatted(place, expected));
	}

}
