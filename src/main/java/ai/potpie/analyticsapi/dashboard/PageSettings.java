package ai.potpie.analyticsapi.dashboard;

import java.util.List;

import ai.potpie.analyticsapi.security.jwt.JwtProperties;
import ai.potpie.analyticsapi.settings.HttpAddress;
import ai.potpie.analyticsapi.settings.SettingException;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script knows of the configuration.
 *
 * @param oidc how to sign in with OpenID Connect; null if that is not configured
 * @param publicTokens the tokens with a button of their own
 * @param history whether the service has a history of its own
 * @param live whether the service pushes answers
 */
record PageSettings(@Nullable Oidc oidc, List<PublicToken> publicTokens, boolean history, boolean live) {

	/**
	 * Where and as whom to sign in.
	 *
	 * @param issuer as tokens name it
	 * @param clientId the page's own public client
	 * @param audience the audience of access tokens, which some issuers need to be told
	 */
	record Oidc(String issuer, String clientId, String audience) {
	}

	/**
	 * A token that anybody may use.
	 *
	 * @param user the id of the user, or {@code *} for everyone
	 */
	record PublicToken(String user, String token) {

		static PublicToken of(String entry) {
			int end = entry.indexOf('=');
			if (end < 1 || end == entry.length() - 1) {
				throw new SettingException("An entry of ANALYTICS_DASHBOARD_PUBLIC_TOKENS has no user or no token.",
						"Set entries like user_123=TOKEN or *=TOKEN, separated by commas.");
			}
			return new PublicToken(entry.substring(0, end).trim(), entry.substring(end + 1).trim());
		}

	}

	static PageSettings of(DashboardProperties properties, JwtProperties jwt, boolean history, boolean live) {
		return new PageSettings(oidc(properties.oidcClientId(), jwt),
				properties.publicTokens().stream().map(PublicToken::of).toList(), history, live);
	}

	private static @Nullable Oidc oidc(String clientId, JwtProperties jwt) {
		if (clientId.isEmpty()) {
			return null;
		}
		if (jwt.issuer().isEmpty() || !HttpAddress.isOne(jwt.issuer().get(0))) {
			throw new SettingException("ANALYTICS_DASHBOARD_OIDC_CLIENT_ID is set, and there is no issuer.",
					"Set ANALYTICS_JWT_ISSUER to the address of the issuer that knows the client.");
		}
		return new Oidc(jwt.issuer().get(0), clientId, String.join(" ", jwt.audience().stream().limit(1).toList()));
	}

}
