package ai.potpie.analyticsapi.security.apitoken;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Estimates whether a token could be guessed. A token does not show how it was generated,
 * so it counts as random unless it has a pattern: random tokens of 128 bits pass, like 32
 * hexadecimal digits or 22 characters of base64url, and typed ones do not.
 */
final class TokenStrength {

	private static final int REQUIRED_BITS = 128;

	/** A third of the characters. In random tokens far fewer form a pattern by chance. */
	private static final double MAX_PREDICTABLE = 1 / 3.0;

	private static final int MIN_DISTINCT = 7;

	/** The entropy of a word of Diceware's list of 7,776. */
	private static final double BITS_OF_A_WORD = 12.9;

	private static final Pattern SEPARATOR = Pattern.compile("[-._~+/=]+");

	private static final Pattern WORDS = Pattern
		.compile("(?:[A-Za-z]?[a-z]*|[A-Z]+|[0-9]+)(?:[-._~+/=]+(?:[A-Za-z]?[a-z]*|[A-Z]+|[0-9]+))+");

	/** Has 122 random bits: 6 of its 128 mark it as a random UUID. */
	private static final Pattern RANDOM_UUID = Pattern
		.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

	private static final Pattern TYPED = Pattern.compile("password|passwort|secret|token|admin|changeme|default"
			+ "|example|letmein|welcome|sample|dummy|test|demo|user|qwerty?|asdf|zxcv|yxcv");

	private TokenStrength() {
	}

	static boolean isWeak(String token) {
		String bare = SEPARATOR.matcher(token).replaceAll("");
		String lower = TYPED.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll("");
		int predictable = bare.length() - lower.length() + predictable(lower);
		return bits(token, bare) < REQUIRED_BITS || lower.chars().distinct().count() < MIN_DISTINCT
				|| predictable > MAX_PREDICTABLE * bare.length() || RANDOM_UUID.matcher(token).matches();
	}

	private static double bits(String token, String bare) {
		if (WORDS.matcher(token).matches()) {
			return BITS_OF_A_WORD * SEPARATOR.split(token).length;
		}
		boolean upper = bare.chars().anyMatch(Character::isUpperCase);
		boolean lower = bare.chars().anyMatch(Character::isLowerCase);
		// The separators of base64 are among its 64 characters
		return (upper && lower) ? 6 * token.replace("=", "").length()
				: bare.length() * Math.log(characters(bare)) / Math.log(2);
	}

	/** The size of the alphabet of a token that has letters of one case only. */
	private static int characters(String bare) {
		if (bare.chars().allMatch(Character::isDigit)) {
			return 10;
		}
		if (bare.chars().allMatch((character) -> Character.digit(character, 16) >= 0)) {
			return 16;
		}
		return bare.chars().allMatch(Character::isLetter) ? 26 : 36;
	}

	/**
	 * Counts characters that continue a sequence like aaa, 123 or 1122, or that repeat
	 * earlier ones.
	 */
	private static int predictable(String text) {
		int count = 0;
		for (int i = 2; i < text.length(); i++) {
			boolean continued = isStep(text, i - 1) && isStep(text, i);
			boolean repeated = i > 3 && text.indexOf(text.substring(i - 3, i + 1)) < i - 3;
			count += (continued || repeated) ? 1 : 0;
		}
		return count;
	}

	private static boolean isStep(String text, int at) {
		return Math.abs(text.charAt(at) - text.charAt(at - 1)) <= 1;
	}

}
