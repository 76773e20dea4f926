package ai.potpie.analyticsapi.web.parameters;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.core.convert.converter.ConverterRegistry;

/**
 * Converts text to values, each in exactly one spelling. Spring's own converters are
 * lenient: they accept {@code 0x1E}, Arabic-Indic digits and surrounding blanks in
 * numbers.
 */
public final class StrictConverters {

	/** Nine digits always fit an int, and no parameter needs more. */
	private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}");

	private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

	private static final Pattern MOMENT = Pattern
		.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z");

	private StrictConverters() {
	}

	static void addTo(ConverterRegistry registry) {
		registry.addConverter(String.class, Integer.class, StrictConverters::integer);
		registry.addConverter(String.class, Boolean.class, StrictConverters::bool);
		registry.addConverter(String.class, LocalDate.class, StrictConverters::date);
		registry.addConverter(String.class, ZoneId.class, StrictConverters::zone);
		registry.addConverter(String.class, Instant.class, StrictConverters::moment);
		registry.addConverterFactory(new EnumConverterFactory());
	}

	/** The constants of an enum, spelled as in a URL. */
	public static List<String> names(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
			.toList();
	}

	private static Integer integer(String text) {
		return Integer.valueOf(accepted(text, INTEGER.matcher(text).matches()));
	}

	private static Boolean bool(String text) {
		return Boolean.valueOf(accepted(text, text.equals("true") || text.equals("false")));
	}

	/** A strict ISO date: the 30th of February is an error. */
	private static LocalDate date(String text) {
		return LocalDate.parse(accepted(text, DATE.matcher(text).matches()), DateTimeFormatter.ISO_LOCAL_DATE);
	}

	/**
	 * A region of the IANA database. An offset like {@code +02:00} is refused, because it
	 * has no daylight saving time.
	 */
	private static ZoneId zone(String text) {
		return ZoneId.of(accepted(text, ZoneId.getAvailableZoneIds().contains(text)));
	}

	private static Instant moment(String text) {
		return Instant.parse(accepted(text, MOMENT.matcher(text).matches()));
	}

	private static String accepted(String text, boolean accepted) {
		if (!accepted) {
			throw new IllegalArgumentException("Not in the one accepted spelling");
		}
		return text;
	}

	@SuppressWarnings("rawtypes")
	private static final class EnumConverterFactory implements ConverterFactory<String, Enum> {

		@Override
		public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
			List<String> names = names(type);
			return (text) -> {
				accepted(text, names.contains(text));
				return type.getEnumConstants()[names.indexOf(text)];
			};
		}

	}

}
