package ai.potpie.analyticsapi.security.jwt;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose JWTs are accepted, and which claims hold the user id and the scope.
 *
 * @param issuer the {@code iss} of each accepted issuer; without any, no JWT is accepted
 * @param jwksUri where each issuer publishes its keys, in the order of the issuers; an
 * empty entry is discovered from the issuer's metadata
 * @param audience the audiences of which {@code aud} has to contain one
 * @param algorithms the algorithms that may sign a JWT
 * @param userClaim the claims that may hold the user id: the first that a JWT has counts
 * @param allUsersScope the scope with which a JWT reads everyone's data
 */
@ConfigurationProperties("analytics.jwt")
public record JwtProperties(@DefaultValue List<String> issuer, @DefaultValue List<String> jwksUri,
		@DefaultValue List<String> audience, @DefaultValue( {
				"RS256", "ES256" }) List<String> algorithms,
		@DefaultValue({ "user_id", "sub" }) List<String> userClaim,
		@DefaultValue("analytics:read:all") String allUsersScope){

}
