package ai.potpie.analyticsapi.security.jwt;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The rules for all JWTs: how they are signed, whom they are for, how long they are
 * valid.
 *
 * @param audiences the audiences of which {@code aud} has to contain one
 */
record JwtRules(List<String> algorithms, List<String> audiences, Clock clock) {

	/** RFC 9068 for access tokens; the same keys sign other types for other uses. */
	private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
			null, JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

	/** How much the issuer's clock and ours may differ. */
	private static final Duration SKEW = Duration.ofSeconds(30);

	/** A JWT cannot be revoked: one that is valid for longer was made for other uses. */
	private static final Duration LONGEST = Duration.ofHours(24);

	/** Creates the decoder of an issuer's JWTs, whose signatures these keys verify. */
	JwtDecoder decoder(String issuer, JWKSource<SecurityContext> keys) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
			.jwsAlgorithms((allowed) -> this.algorithms.stream().map(SignatureAlgorithm::from).forEach(allowed::add))
			.jwtProcessorCustomizer((processor) -> {
				processor.setJWSTypeVerifier(TYPES);
				processor.setJWTClaimsSetVerifier((claims, context) -> requireShortLife(claims));
			})
			.build();
		decoder.setClaimSetConverter(JwtRules::converted);
		decoder.setJwtValidator(validator(issuer));
		return decoder;
	}

	private void requireShortLife(JWTClaimsSet claims) throws BadJWTException {
		Date latest = Date.from(this.clock.instant().plus(SKEW));
		if (claims.getIssueTime() != null && claims.getIssueTime().after(latest)) {
			throw new BadJWTException("is from the future");
		}
		Date expiry = claims.getExpirationTime();
		if (expiry == null || expiry.after(Date.from(latest.toInstant().plus(LONGEST)))) {
			throw new BadJWTException("is valid for too long");
		}
	}

	/**
	 * Converts dates to instants and drops {@code iat}: Spring refuses one that is not
	 * before {@code exp}, but an {@code exp} in the past is valid within the skew.
	 */
	private static Map<String, Object> converted(Map<String, Object> claims) {
		Map<String, Object> converted = new LinkedHashMap<>(claims);
		converted.replaceAll((name, value) -> (value instanceof Date date) ? date.toInstant() : value);
		converted.remove(JwtClaimNames.IAT);
		return converted;
	}

	private OAuth2TokenValidator<Jwt> validator(String issuer) {
		JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
		times.setClock(this.clock);
		return new DelegatingOAuth2TokenValidator<>(
				List.of(new JwtIssuerValidator(issuer), times, new JwtClaimValidator<Collection<String>>(
						JwtClaimNames.AUD, (audience) -> !Collections.disjoint(audience, this.audiences))));
	}

}
