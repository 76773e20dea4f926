package ai.potpie.analyticsapi.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Names that are after spreadsheets and readers of files.
 */
public final class HostileNames {

	private static final List<String> KNOWN = List.of("=1+1", "=cmd|'/C calc'!A0", "+1", "-1", "-2+3+cmd|' /C calc'!A0",
			"@SUM(1+1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''", "\"", "\"\"", "\",\"", ",", ",,", ";", "a\nb",
			"a\r\nb", "a\rb", "\r", "\n", "\t", " ", "  both ends  ", "\u0000", "a\u0000b", "\u0001\u001f\u007f",
			"\u202egnp.exe", "\u200e\u200f\u2066\u2069", "\ufeffbom", "\ufffe\uffff", "e\u0301", "\ud83d\ude00", "中文",
			"_x0000_", "_x005F_", "_x000A_", "_xD83D_", "__x0041_", "<b>&amp;</b>", "]]>", "<?xml?>", "#REF!", "1e308",
			"0x1F", "00123", "1,5", "TRUE", "null", "NaN", "2026-02-11", "1/2", "\\", "\\n", "${x}", "%00",
			"=HYPERLINK(\"http://x\",\"y\")", "＝1", "＋1", "－1", "＠SUM(1)", "\ufeff=1", "\u200b\u00a0=1", "a;=1+1;",
			"a; \"=1+1;b", "a\t-1", "a\r\n@b", "a,=1", "a=1", "x - y", "a; b", "\u0085", "\u2028\u2029",
			"x".repeat(32_766), "x".repeat(32_767), "=" + "x".repeat(32_765), "=" + "x".repeat(32_766),
			"x".repeat(32_766) + "\ud83d\ude00", "y".repeat(40_000), "\"".repeat(20_000));

	private static final String ALPHABET = "=+-@\t\r\n\"',;_x00F5 aé中\u0000\u0007\u202e\u2028<>&]";

	private HostileNames() {
	}

	/** The same 500 each time. */
	public static List<String> all() {
		List<String> names = new ArrayList<>(KNOWN);
		Random random = new Random(20260211);
		while (names.size() < 500) {
			StringBuilder name = new StringBuilder();
			int length = 1 + random.nextInt(20);
			for (int i = 0; i < length; i++) {
				name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
			}
			names.add(name.toString());
		}
		return names;
	}

	/** What files have of a name: written another way than in the code, by characters. */
	public static String harmless(String name) {
		StringBuilder harmless = new StringBuilder();
		for (int i = 0; i < name.length(); i++) {
			boolean start = i == 0;
			boolean afterSeparator = !start && ";\t\r\n".indexOf(name.charAt(i - 1)) >= 0;
			if ((start && "\t\r\n".indexOf(name.charAt(0)) >= 0)
					|| ((start || afterSeparator) && beginsAFormula(name, i, afterSeparator))) {
				harmless.append('\'');
			}
			harmless.append(name.charAt(i));
		}
		return harmless.toString();
	}

	private static boolean beginsAFormula(String name, int from, boolean quoted) {
		int i = from;
		while (i < name.length() && (isInvisible(name.codePointAt(i)) || (quoted && name.charAt(i) == '"'))) {
			i++;
		}
		return i < name.length() && "=+-@＝＋－＠".indexOf(name.charAt(i)) >= 0;
	}

	private static boolean isInvisible(int character) {
		return "\t\r\n".indexOf(character) < 0 && (Character.isSpaceChar(character) || Character.isISOControl(character)
				|| Character.getType(character) == Character.FORMAT);
	}

}
