package ai.potpie.analyticsapi.security.jwt;

import java.net.URI;
import java.text.ParseException;
import java.util.Map;

import ai.potpie.analyticsapi.settings.HttpAddress;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * An issuer whose JWTs are accepted.
 *
 * @param name the exact {@code iss} of its JWTs
 * @param jwksUri where it publishes its keys; null to discover that from its metadata
 * (OpenID Connect Discovery 1.0)
 */
record JwtIssuer(String name, @Nullable URI jwksUri) {

	/** The address of the metadata, as section 4 of that specification builds it. */
	URI metadataUri() {
		return URI.create(StringUtils.trimTrailingCharacter(this.name, '/') + "/.well-known/openid-configuration");
	}

	/**
	 * Reads from the metadata where the issuer publishes its keys.
	 * @throws ParseException if the metadata is another issuer's, or if it leads from
	 * HTTPS to HTTP
	 */
	URI jwksUri(String metadata) throws ParseException {
		Map<String, Object> json = JSONObjectUtils.parse(metadata);
		if (!this.name.equals(JSONObjectUtils.getString(json, "issuer"))) {
			throw new ParseException("it says that it is another issuer, so ANALYTICS_JWT_ISSUER has to be written"
					+ " exactly as there, slash at the end included", 0);
		}
		String uri = JSONObjectUtils.getString(json, "jwks_uri");
		if (uri == null || !HttpAddress.isOne(uri) || (this.name.startsWith("https:") && !uri.startsWith("https:"))) {
			throw new ParseException("its jwks_uri is no address to trust", 0);
		}
		return URI.create(uri);
	}

}
