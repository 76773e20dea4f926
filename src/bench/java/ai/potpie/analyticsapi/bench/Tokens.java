package ai.potpie.analyticsapi.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * The tokens that requests bear, and the issuer's keys.
 */
final class Tokens {

	/** Reads the data of {@link Setup#USER}. */
	static final String OWN = "bench-7b1f0c9e4d2a86f35c0e9b7d14a2f6c8";

	/** Reads everyone's. */
	static final String EVERYONE = "bench-e93d5a70c1b84f26a7d0c3f98b61e254";

	static final String ISSUER = "https://id.example.com/";

	static final String AUDIENCE = "analytics";

	private final RSAKey key;

	Tokens() throws JOSEException {
		this.key = new RSAKeyGenerator(2048).keyID("bench").generate();
	}

	String jwks() {
		return new JWKSet(this.key.toPublicJWK()).toString();
	}

	/** A JWT with the usual claims of issuers, so that it has a realistic length. */
	String jwt() throws JOSEException {
		Instant now = Instant.now();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.audience(AUDIENCE)
			.subject(Setup.USER)
			.claim("email", "somebody@example.com")
			.claim("name", "Somebody of the example's users")
			.claim("scope", "openid profile email")
			.claim("sid", "7d6e1f0a-9c63-4c35-8a2c-3f0f6a1be0d7")
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(Duration.ofHours(1))))
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.key.getKeyID()).build(),
				claims);
		jwt.sign(new RSASSASigner(this.key));
		return jwt.serialize();
	}

	static List<String> entries() {
		return List.of(Setup.USER + "=" + OWN, "*=" + EVERYONE);
	}

}
