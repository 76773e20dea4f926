package ai.potpie.analyticsapi.logfire;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that UTF-8 can have. In JSON an escape may be a lone surrogate, half of a
 * character, which nobody can write as it is.
 */
public final class UnicodeText {

	/** As a code point, which two halves that belong together are not. */
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

	/** The text with U+FFFD instead of what is half a character. */
	public static String of(String text) {
		return replaced(text, (half) -> "\uFFFD");
	}

	/** JSON with half characters as JSON alone can say them. */
	public static String escaped(String json) {
		return replaced(json, (half) -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
	}

	private static String replaced(String text, Function<MatchResult, String> replacement) {
		return isWhole(text) ? text : HALF.matcher(text).replaceAll(replacement);
	}

}
