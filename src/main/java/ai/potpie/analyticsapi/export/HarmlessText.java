package ai.potpie.analyticsapi.export;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes text safe from spreadsheets that would run it as a formula. This includes
 * spreadsheets that skip invisible characters before a formula, read full-width
 * characters like ASCII, or split a cell at a semicolon because their locale separates
 * values by it.
 */
final class HarmlessText {

	private static final String BEGIN = "[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]";

	private static final String INVISIBLE = "[\\p{Z}\\p{Cc}\\p{Cf}&&[^\\t\\r\\n]]";

	private static final Pattern FORMULA = Pattern.compile(
			("\\A(?=[\\t\\r\\n]|%2$s*+%1$s)" + "|(?<=[;\\t\\r\\n])(?=[\"%2$s]*+%1$s)").formatted(BEGIN, INVISIBLE));

	/** JSON has semicolons only inside texts, where every character can be escaped. */
	private static final Pattern FORMULA_IN_JSON = Pattern.compile("(?<=;)(%2$s*+)(%1$s)".formatted(BEGIN, INVISIBLE));

	private HarmlessText() {
	}

	/**
	 * The text with a {@code '} in front of each formula, or for JSON with an escape
	 * there, which keeps its values. Texts of other types cannot hold a formula.
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
