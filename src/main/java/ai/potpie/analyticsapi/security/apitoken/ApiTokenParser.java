package ai.potpie.analyticsapi.security.apitoken;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import org.jspecify.annotations.Nullable;

/**
 * Parses entries like {@code user_123=<token>} and {@code *=sha256:<hex>}. The message
 * about a malformed entry names its position and never its token.
 */
class ApiTokenParser {

	static final String EVERYONE = "*";

	static final String HASHED = "sha256:";

	private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

	private final UserIds userIds;

	private final boolean allowWeak;

	ApiTokenParser(UserIds userIds, boolean allowWeak) {
		this.userIds = userIds;
		this.allowWeak = allowWeak;
	}

	/** Returns the tokens of the entries, after those parsed before. */
	List<ApiToken> parse(List<ApiToken> before, List<String> entries, ApiTokenPlace place) {
		List<ApiToken> tokens = new ArrayList<>(before);
		for (int i = 0; i < entries.size(); i++) {
			if (!entries.get(i).isBlank()) {
				tokens.add(unique(tokens, parse(entries.get(i).trim(), i + 1, place), i + 1, place));
			}
		}
		return tokens;
	}

	private ApiToken parse(String entry, int position, ApiTokenPlace place) {
		int equals = entry.indexOf('=');
		if (equals < 1) {
			throw place.malformed(position, "has no user before an equals sign");
		}
		byte[] digest = digest(entry.substring(equals + 1).trim(), position, place);
		String user = user(entry.substring(0, equals).trim(), position, place);
		return new ApiToken(digest, new Caller(user, BearerToken.shortHash(digest)));
	}

	private @Nullable String user(String user, int position, ApiTokenPlace place) {
		if (EVERYONE.equals(user)) {
			return null;
		}
		if (!this.userIds.isValid(user)) {
			throw place.malformed(position, "names a user that is not valid: it " + this.userIds.expectation());
		}
		return user;
	}

	private byte[] digest(String token, int position, ApiTokenPlace place) {
		if (token.startsWith(HASHED)) {
			String hex = token.substring(HASHED.length());
			if (!HEX.matcher(hex).matches()) {
				throw place.malformed(position, "has sha256: without 64 hexadecimal digits");
			}
			return HexFormat.of().parseHex(hex);
		}
		if (!BearerToken.isOne(token)) {
			throw place.malformed(position, "has a token that is empty or holds characters that a bearer token can"
					+ " not have (letters, digits and - . _ ~ + / are fine)");
		}
		if (!this.allowWeak && TokenStrength.isWeak(token)) {
			throw place.weak(position);
		}
		return Sha256.of(token);
	}

	private static ApiToken unique(List<ApiToken> tokens, ApiToken token, int position, ApiTokenPlace place) {
		if (tokens.stream().anyMatch((other) -> other.matches(token.digest()))) {
			throw place.malformed(position, "repeats a token of an entry before it");
		}
		return token;
	}

}
