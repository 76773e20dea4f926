package ai.potpie.analyticsapi.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static ai.potpie.analyticsapi.web.JwtCase.everyone;
import static ai.potpie.analyticsapi.web.JwtCase.good;

/**
 * JWTs that are let in.
 */
final class GoodJwts {

	private static final String SCOPE = "analytics:read:all";

	private GoodJwts() {
	}

	static List<JwtCase> all() {
		return List.of(good("RS256", jwt()), good("ES256", TestJwt.of(JwtTestBase.ISSUER.name(), JwtTestBase.EC)),
				good("another issuer, whose keys are discovered",
						TestJwt.of(JwtTestBase.DISCOVERED.name(), JwtTestBase.DISCOVERED_KEY)),
				good("scheme bearer", jwt()).withScheme("bearer"),
				good("several blanks after the scheme", jwt()).withScheme("BEARER  "),
				good("typ at+jwt", jwt().header("typ", "at+jwt")),
				good("typ application/at+JWT", jwt().header("typ", "application/at+JWT")),
				good("typ jwt", jwt().header("typ", "jwt")), good("no typ", jwt().withoutHeader("typ")),
				good("no kid", jwt().withoutHeader("kid")),
				good("jku of a stranger", jwt().header("jku", JwtTestBase.STRANGER.jwksUri())),
				good("x5u of a stranger", jwt().header("x5u", JwtTestBase.STRANGER.jwksUri())),
				good("unknown header", jwt().header("foo", Map.of("bar", 1))),
				good("aud is a list", jwt().claim("aud", List.of("other", "analytics"))),
				good("the other aud", jwt().claim("aud", "analytics-too")),
				good("expired 10 s ago", jwt().claim("exp", TestJwt.in(Duration.ofSeconds(-10)))),
				good("exp in almost 24 h", jwt().claim("exp", TestJwt.in(Duration.ofHours(24)))),
				good("iat and nbf in 20 s",
						jwt().claim("iat", TestJwt.in(Duration.ofSeconds(20)))
							.claim("nbf", TestJwt.in(Duration.ofSeconds(20)))),
				good("no iat", jwt().without("iat")),
				good("user_id before sub", jwt().claim("user_id", "user_123").claim("sub", "somebody_else")),
				good("user_id without sub", jwt().claim("user_id", "user_123").without("sub")),
				good("sub of 128 characters", "x".repeat(128), jwt().claim("sub", "x".repeat(128))),
				good("sub with a bar", "auth0|64f1", jwt().claim("sub", "auth0|64f1")),
				good("other scopes", jwt().claim("scope", "openid email analytics:read")),
				good("almost that scope", jwt().claim("scope", SCOPE + "s x" + SCOPE)),
				good("that scope in other words", jwt().claim("scope", SCOPE.toUpperCase())),
				good("empty scope", jwt().claim("scope", "")), good("scope is true", jwt().claim("scope", true)),
				good("that scope in roles", jwt().claim("roles", List.of(SCOPE))),
				good("two scopes in one entry", jwt().claim("scp", List.of("openid " + SCOPE))),
				everyone("scope", jwt().claim("scope", "openid " + SCOPE + " email")),
				everyone("scope is a list", jwt().claim("scope", List.of("openid", SCOPE))),
				everyone("scp is a list", jwt().claim("scp", List.of(1, SCOPE))),
				everyone("scp is text", jwt().claim("scp", SCOPE)),
				everyone("permissions is a list", jwt().claim("permissions", List.of(SCOPE))),
				everyone("permissions is text", jwt().claim("scope", "openid").claim("permissions", "a " + SCOPE)));
	}

	private static TestJwt jwt() {
		return TestJwt.of(JwtTestBase.ISSUER.name(), JwtTestBase.RSA);
	}

}
