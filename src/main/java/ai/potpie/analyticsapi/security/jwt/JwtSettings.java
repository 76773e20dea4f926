package ai.potpie.analyticsapi.security.jwt;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.settings.HttpAddress;
import ai.potpie.analyticsapi.settings.SettingException;

import org.springframework.util.StringUtils;

/**
 * Reads the settings for JWTs strictly: a missing or wrong one stops the start, with its
 * name.
 */
final class JwtSettings {

	private static final String PREFIX = "ANALYTICS_JWT_";

	/**
	 * Signatures that only the issuer's private key can make. With HS* our copy of the
	 * key could sign too, and {@code none} is no signature.
	 */
	private static final Pattern ALGORITHM = Pattern.compile("(RS|PS|ES)(256|384|512)");

	/**
	 * An issuer's name is logged, so it may not hold a password. It need not be an
	 * address.
	 */
	private static final Pattern PASSWORD = Pattern.compile("://[^/?#]*@");

	private JwtSettings() {
	}

	static List<JwtIssuer> issuers(JwtProperties properties) {
		List<String> names = named("ISSUER", properties.issuer(), "the issuers whose tokens are accepted");
		List<String> locations = properties.jwksUri();
		boolean discovered = locations.stream().noneMatch(StringUtils::hasText);
		if (!discovered && locations.size() != names.size()) {
			throw refusal("JWKS_URI",
					"has %d entries, and %sISSUER has %d".formatted(locations.size(), PREFIX, names.size()),
					"Give each issuer its JWKS_URI, in the same order, or leave the setting empty.");
		}
		if (new HashSet<>(names).size() < names.size()) {
			throw refusal("ISSUER", "names an issuer twice", "Name each issuer once.");
		}
		List<JwtIssuer> issuers = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			issuers.add(issuer(names.get(i), discovered ? "" : locations.get(i)));
		}
		return issuers;
	}

	private static JwtIssuer issuer(String name, String location) {
		if (PASSWORD.matcher(name).find()) {
			throw refusal("ISSUER", "has an entry with a user or a password in it",
					"Write it like https://id.example.com/, as the iss of its tokens.");
		}
		if (StringUtils.hasText(location)) {
			return new JwtIssuer(name, url("JWKS_URI", location));
		}
		url("ISSUER", name);
		return new JwtIssuer(name, null);
	}

	private static URI url(String setting, String text) {
		if (!HttpAddress.isOne(text)) {
			throw refusal(setting, "has an entry that is not an address",
					"Write it like https://id.example.com/, without a user and a password.");
		}
		return URI.create(text);
	}

	static List<String> audiences(JwtProperties properties) {
		return named("AUDIENCE", properties.audience(),
				"what the tokens' aud contains, so that a token for another" + " service is not accepted by this one");
	}

	static List<String> userClaims(JwtProperties properties) {
		return named("USER_CLAIM", properties.userClaim(), "the claim that holds the user id, user_id or sub");
	}

	static List<String> algorithms(JwtProperties properties) {
		List<String> algorithms = named("ALGORITHMS", properties.algorithms(), "RS256 or ES256");
		for (String algorithm : algorithms) {
			if (!ALGORITHM.matcher(algorithm).matches()) {
				throw refusal("ALGORITHMS", "names " + algorithm + ", which cannot be accepted",
						"Use what the issuer signs with: RS, PS or ES with 256, 384 or 512, like RS256. Shared"
								+ " secrets (HS256) and none are not safe here.");
			}
		}
		return algorithms;
	}

	private static List<String> named(String setting, List<String> values, String meaning) {
		List<String> named = values.stream().filter(StringUtils::hasText).toList();
		if (named.isEmpty()) {
			throw refusal(setting, "is empty", "Set it to " + meaning + ".");
		}
		return named;
	}

	private static SettingException refusal(String setting, String what, String action) {
		return new SettingException(PREFIX + setting + " " + what + ".", action);
	}

}
