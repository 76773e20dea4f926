package ai.potpie.analyticsapi.security;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads entries like {@code user_123=<token>} and {@code *=sha256:<hex>}. What it says
 * about a bad entry names its position and never its token.
 */
class ApiTokenParser {

	static final String SETTING = "ANALYTICS_API_TOKENS";

	private static final String EVERYONE = "*";

	private static final String HASHED = "sha256:";

	private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

	private final UserIds userIds;

	ApiTokenParser(UserIds userIds) {
		this.userIds = userIds;
	}

	ApiTokens parse(List<String> entries) {
		List<ApiToken> tokens = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			if (!entries.get(i).isBlank()) {
				tokens.add(unique(tokens, parse(entries.get(i).trim(), i + 1), i + 1));
			}
		}
		if (tokens.isEmpty()) {
			throw new AccessConfigurationException("Nobody could call this API: no API token is configured.",
					"Set " + SETTING + " to entries like user_123=<token> (that user's data) or *=<token>"
							+ " (everyone's), separated by commas. Instead of the token itself an entry may hold"
							+ " sha256:<hex>.");
		}
		return new ApiTokens(tokens);
	}

	private ApiToken parse(String entry, int position) {
		int equals = entry.indexOf('=');
		if (equals < 1) {
			throw malformed(position, "has no user before an equals sign");
		}
		byte[] digest = digest(entry.substring(equals + 1).trim(), position);
		return new ApiToken(digest, new Caller(user(entry.substring(0, equals).trim(), position), hash(digest)));
	}

	private @Nullable String user(String user, int position) {
		if (EVERYONE.equals(user)) {
			return null;
		}
		if (!this.userIds.isValid(user)) {
			throw malformed(position, "names a user that is not valid: it " + this.userIds.expectation());
		}
		return user;
	}

	private byte[] digest(String token, int position) {
		if (token.startsWith(HASHED)) {
			String hex = token.substring(HASHED.length());
			if (!HEX.matcher(hex).matches()) {
				throw malformed(position, "has sha256: without 64 hexadecimal digits");
			}
			return HexFormat.of().parseHex(hex);
		}
		if (!BearerTokenConverter.TOKEN.matcher(token).matches()) {
			throw malformed(position, "has a token that is empty or holds characters that a bearer token can not have"
					+ " (letters, digits and - . _ ~ + / are fine)");
		}
		return ApiToken.digestOf(token);
	}

	private static String hash(byte[] digest) {
		return ApiToken.shortHash(digest);
	}

	private static ApiToken unique(List<ApiToken> tokens, ApiToken token, int position) {
		if (tokens.stream().anyMatch((other) -> other.matches(token.digest()))) {
			throw malformed(position, "repeats a token of an entry before it");
		}
		return token;
	}

	private static AccessConfigurationException malformed(int position, String what) {
		return new AccessConfigurationException("Entry %d of %s %s.".formatted(position, SETTING, what),
				"Write each entry as user_123=<token>, *=<token> or *=sha256:<hex>, separated by commas.");
	}

}
