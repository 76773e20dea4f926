package ai.potpie.analyticsapi.export;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.dhatim.fastexcel.RichText;

/**
 * Converts text into what a cell can hold: without formulas, not too long, and with
 * characters that XML cannot hold in the escapes of ECMA-376 ({@code _x0000_}, in part 1,
 * section 22.9.2.19).
 */
class SheetText {

	/** The most that a cell may hold, in UTF-16 code units. */
	private static final int MAX_LENGTH = 32_767;

	/**
	 * Characters that XML cannot hold, lone surrogates, and text that looks like an
	 * escape.
	 */
	private static final Pattern ESCAPED = Pattern
		.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF\\x{D800}-\\x{DFFF}]|_(?=x[0-9A-Fa-f]{4}_)");

	private int shortened;

	/** A rich text keeps the spaces at both ends, which plain text would lose. */
	RichText of(ColumnType type, String text) {
		String escaped = ESCAPED.matcher(cut(HarmlessText.of(type, text))).replaceAll(SheetText::escape);
		return RichText.builder().run(escaped).end().build();
	}

	/** The number of texts that were too long. */
	int shortened() {
		return this.shortened;
	}

	String explanation() {
		return "%,d: a cell holds %,d characters. These say at their end how many there were; CSV and NDJSON have them whole."
			.formatted(this.shortened, MAX_LENGTH);
	}

	private String cut(String text) {
		if (text.length() <= MAX_LENGTH) {
			return text;
		}
		this.shortened++;
		String end = "… [shortened: it had %d characters]".formatted(text.length());
		int length = MAX_LENGTH - end.length();
		return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length) + end;
	}

	private static String escape(MatchResult unfit) {
		return "_x%04X_".formatted((int) unfit.group().charAt(0));
	}

}
