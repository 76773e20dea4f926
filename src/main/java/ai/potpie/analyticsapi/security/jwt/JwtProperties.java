package ai.potpie.analyticsapi.security.jwt;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose JWTs are accepted, and how they are read.
 *
 * @param issuer the {@code iss} of those who may sign; without any, no JWT is accepted
 * @param jwksUri where each issuer has its keys, in the order of the issuers; what is
 * left out is asked of the issuer
 * @param audience what {@code aud} has to contain, one of these
 * @param algorithms with what a JWT may be signed
 * @param userClaim the claim that is the user id: the first of these that a JWT has
 * @param allUsersScope the scope with which a JWT reads everyone's data
 */
@ConfigurationProperties("analytics.jwt")
record JwtProperties(@DefaultValue List<String> issuer, @DefaultValue List<String> jwksUri,
		@DefaultValue List<String> audience, @DefaultValue( {
				"RS256", "ES256" }) List<String> algorithms,
		@DefaultValue({ "user_id", "sub" }) List<String> userClaim,
		@DefaultValue("analytics:read:all") String allUsersScope){

}
