package ai.potpie.analyticsapi.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is done to a good token, it is refused or not taken for a JWT: nothing else is
 * thrown.
 */
class JwtFuzzTests {

	private static final String[] PIECES = { "null", "true", "-1", "1e400", "\"\"", "[]", "{}", "[[[[", "\\u0000", "\"",
			"{\"", ",", ":", "\\", "\u00ff", "RS256", "\"none\"", "9".repeat(400), "{\"a\":".repeat(300) };

	@StartStop
	private final MockWebServer server = new MockWebServer();

	private final Random random = new Random(42);

	@Test
	void changedTokenIsRefusedOrNoJwt() throws Exception {
		RSAKey key = new RSAKeyGenerator(2048).keyID("1").generate();
		this.server.enqueue(new MockResponse.Builder().body(new JWKSet(key.toPublicJWK()).toString()).build());
		JwtAuthenticationProvider provider = provider();
		String good = token(key);
		assertThat(provider.authenticate(new BearerToken(good))).isNotNull();
		for (int i = 0; i < 20_000; i++) {
			String changed = changed(good);
			if (!changed.equals(good)) {
				assertThat(outcome(provider, changed)).as(changed).isNull();
			}
		}
	}

	private static Authentication outcome(JwtAuthenticationProvider provider, String token) {
		try {
			return provider.authenticate(new BearerToken(token));
		}
		catch (BadCredentialsException | KeysUnavailableException ex) {
			return null;
		}
	}

	/** Changes what one of the parts says, so that most of it is still well-formed. */
	private String changed(String token) {
		String[] parts = token.split("\\.");
		int part = this.random.nextInt(2);
		byte[] decoded = Base64.getUrlDecoder().decode(parts[part]);
		ByteArrayOutputStream changed = new ByteArrayOutputStream();
		int at = this.random.nextInt(decoded.length);
		changed.write(decoded, 0, at);
		changed.writeBytes(PIECES[this.random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
		int from = Math.min(decoded.length, at + this.random.nextInt(6));
		changed.write(decoded, from, decoded.length - from);
		parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(changed.toByteArray());
		return String.join(".", parts);
	}

	private JwtAuthenticationProvider provider() {
		JwtProperties properties = new JwtProperties(List.of("me"), List.of(this.server.url("/").toString()),
				List.of("analytics"), List.of("RS256"), List.of("sub"), "all");
		Clock clock = Clock.systemUTC();
		JwtConfiguration configuration = new JwtConfiguration();
		JwtKeys keys = configuration.jwtKeys(properties, RestClient.builder(), clock);
		return configuration.jwtAuthenticationProvider(
				configuration.jwtReader(properties, keys, new UserIds(Pattern.compile(".*")), clock), clock);
	}

	private static String token(RSAKey key) throws Exception {
		JWTClaimsSet claims = JWTClaimsSet.parse(Map.of("iss", "me", "aud", "analytics", "sub", "user_123", "iat",
				Clock.systemUTC().millis() / 1000, "exp", Clock.systemUTC().millis() / 1000 + 600));
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), claims);
		jwt.sign(new RSASSASigner(key));
		return jwt.serialize();
	}

}
