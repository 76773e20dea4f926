package ai.potpie.analyticsapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts that would like to be SQL.
 */
public final class HostileTexts {

	private HostileTexts() {
	}

	public static List<String> some() {
		List<String> texts = new ArrayList<>(List.of("'", "''", "\\'", "' OR '1'='1", "'; DROP TABLE records; --", "\"",
				"--", "/*", "*/", "$$", "$1", ":value", ":list", "?", "%", "_", "chr(39)", "' || chr(39) || '", "\n",
				"\r\n", "\t", "\u2019", "\u02bc", "\uff07", "😀", "\u202e", "a\\", "E'\\''", "0x27", "&#39;", "%27",
				"U&'\\0027'", "{\"a\":1}", ")", "(", ",", ";"));
		Random random = new Random(20260211);
		String alphabet = "'\"\\;-/*:?%_$()|,ab0 \n\u00e9\u4e2d\u2028";
		while (texts.size() < 5000) {
			StringBuilder text = new StringBuilder();
			int length = 1 + random.nextInt(24);
			for (int i = 0; i < length; i++) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			texts.add(text.toString());
		}
		return texts;
	}

}
