package ai.potpie.analyticsapi.logfire.rows;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes text fit for UTF-8. An escape in JSON may be a lone surrogate, which is half of a
 * character and has no encoding.
 */
public final class UnicodeText {

	/** Matches a surrogate code point; a complete pair is another code point. */
	private static final Pattern HALF = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

	private UnicodeText() {
	}

	public static boolean isWhole(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i++)) == 1) {
				return false;
			}
		}
		return true;
	}

	/** The text with U+FFFD in place of each lone surrogate. */
	public static String of(String text) {
		return replaced(text, (half) -> "\uFFFD");
	}

	/** The JSON with an escape in place of each lone surrogate. */
	public static String escaped(String json) {
		return replaced(json, (half) -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
	}

	private static String replaced(String text, Function<MatchResult, String> replacement) {
		return isWhole(text) ? text : HALF.matcher(text).replaceAll(replacement);
	}

}
