package ai.potpie.analyticsapi.security;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether a text is a user id. A setting can widen the pattern, but never allows
 * what is unsafe in a path, a log line or a query.
 */
public class UserIds {

	public static final String DEFAULT_PATTERN = "[A-Za-z0-9._@:|+~-]{1,128}";

	/** Longer than any identity provider's: Firebase and Keycloak stay below 40. */
	public static final int MAX_LENGTH = 128;

	private static final List<String> NO_SEGMENTS = List.of("", ".", "..");

	private final Pattern pattern;

	public UserIds(Pattern pattern) {
		this.pattern = pattern;
	}

	public boolean isValid(String userId) {
		return !userId.isEmpty() && userId.length() <= MAX_LENGTH && userId.codePoints().allMatch(UserIds::isSafe)
				&& hasPlainSegments(userId) && this.pattern.matcher(userId).matches();
	}

	private static boolean isSafe(int codePoint) {
		int type = Character.getType(codePoint);
		return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE
				&& type != Character.UNASSIGNED && type != Character.LINE_SEPARATOR
				&& type != Character.PARAGRAPH_SEPARATOR;
	}

	/** Whether the id has no segments between slashes that are empty, . or .. */
	public static boolean hasPlainSegments(String userId) {
		return userId.indexOf('/') < 0 || Arrays.stream(userId.split("/", -1)).noneMatch(NO_SEGMENTS::contains);
	}

	public Pattern pattern() {
		return this.pattern;
	}

	/** Describes valid ids to a caller whose id is not valid. */
	public String expectation() {
		String segments = this.pattern.matcher("a/b").matches() ? ", and between slashes neither empty nor . nor .."
				: "";
		return "must be 1 to %d characters that match %s%s".formatted(MAX_LENGTH, this.pattern, segments);
	}

}
