package ai.potpie.analyticsapi.security;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Somebody whose JWTs are accepted.
 *
 * @param name what its JWTs have as {@code iss}, to the letter
 * @param jwksUri where its keys are, if that is not to be asked of the issuer
 */
record JwtIssuer(String name, @Nullable URI jwksUri) {

	/** As OpenID Connect Discovery 1.0, section 4, puts it together. */
	URI metadataUri() {
		return URI.create(StringUtils.trimTrailingCharacter(this.name, '/') + "/.well-known/openid-configuration");
	}

}
