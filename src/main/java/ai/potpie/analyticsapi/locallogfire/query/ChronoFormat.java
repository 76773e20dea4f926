package ai.potpie.analyticsapi.locallogfire.query;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;

/**
 * Translates formats of {@code to_char}, in the syntax of Rust's chrono, to DuckDB's
 * {@code strftime}.
 */
final class ChronoFormat {

	private static final Pattern SPECIFIER = Pattern.compile("%([-_0]?[.:#]*[0-9]?[a-zA-Z%+]|)");

	/** Specifiers that mean the same in both. */
	private static final Pattern SAME = Pattern.compile("[YymdjHIMSpaAbBuwUWVGZ%]|-[ymdjHIMS]");

	private static final Map<String, String> DIFFERENT = Map.ofEntries(Map.entry("h", "%b"), Map.entry("F", "%Y-%m-%d"),
			Map.entry("T", "%H:%M:%S"), Map.entry("X", "%H:%M:%S"), Map.entry("R", "%H:%M"), Map.entry("D", "%m/%d/%y"),
			Map.entry("x", "%m/%d/%y"), Map.entry("r", "%I:%M:%S %p"), Map.entry("n", "\n"), Map.entry("t", "\t"),
			Map.entry("f", "%f000"), Map.entry("9f", "%f000"), Map.entry("6f", "%f"), Map.entry("3f", "%g"),
			Map.entry(".9f", ".%f000"), Map.entry(".6f", ".%f"), Map.entry(".3f", ".%g"));

	private ChronoFormat() {
	}

	/**
	 * The same format for DuckDB; throws a {@link Refusal} if DuckDB does not have it.
	 */
	static String toDuckDb(String format) {
		return SPECIFIER.matcher(format)
			.replaceAll((specifier) -> Matcher.quoteReplacement(translate(specifier.group(1))));
	}

	private static String translate(String name) {
		if (SAME.matcher(name).matches()) {
			return "%" + name;
		}
		String different = DIFFERENT.get(name);
		if (different == null) {
			throw new Refusal(400, "The local Logfire does not know %%%s in a time format".formatted(name));
		}
		return different;
	}

}
