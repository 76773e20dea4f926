package ai.potpie.analyticsapi.export;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that no spreadsheet takes for a formula, whoever wrote it: not even one that skips
 * what is invisible before it, reads full-width characters like others, or splits a cell
 * in two at a semicolon, as it does where that separates values.
 */
final class HarmlessText {

	private static final String BEGIN = "[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]";

	private static final String INVISIBLE = "[\\p{Z}\\p{Cc}\\p{Cf}&&[^\\t\\r\\n]]";

	private static final Pattern FORMULA = Pattern.compile(
			("\\A(?=[\\t\\r\\n]|%2$s*+%1$s)" + "|(?<=[;\\t\\r\\n])(?=[\"%2$s]*+%1$s)").formatted(BEGIN, INVISIBLE));

	/** A semicolon of JSON is always within a text, where any character has an escape. */
	private static final Pattern FORMULA_IN_JSON = Pattern.compile("(?<=;)(%2$s*+)(%1$s)".formatted(BEGIN, INVISIBLE));

	private HarmlessText() {
	}

	/**
	 * Text with a {@code '} in front of what would begin a formula; JSON with an escape
	 * there, so that its values are the same. Whatever else has a kind is harmless.
	 */
	static String of(ColumnType type, String text) {
		return switch (type) {
			case TEXT -> FORMULA.matcher(text).replaceAll("'");
			case JSON -> FORMULA_IN_JSON.matcher(text).replaceAll(HarmlessText::escape);
			default -> text;
		};
	}

	private static String escape(MatchResult formula) {
		return "%s\\\\u%04x".formatted(formula.group(1), (int) formula.group(2).charAt(0));
	}

}
