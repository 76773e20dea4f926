package ai.potpie.analyticsapi.security.jwt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
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

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token that was changed in any way is refused, without another exception.
 */
class JwtFuzzTests {

	private static final String[] PIECES = { "null", "true", "-1", "1e400", "\"\"", "[]", "{}", "[[[[", "\\u0000", "\"",
			"{\"", ",", ":", "\\", "\u00ff", "RS256", "\"none\"", "9".repeat(400), "{\"a\":".repeat(300) };

	/** JSON values of every kind, and malformed ones. */
	private static final List<String> VALUES = List.of("null", "true", "0", "-0", "-1", "1.5", "1e400", "-1e400",
			"1e-400", "1e18", "9223372036854775808", "9".repeat(1_001), "1" + "0".repeat(4_000), "NaN", "\"\"", "\" \"",
			"\"x\"", "\"\\ud800\"", "\"\\u0000\"", "\"%s\"".formatted("x".repeat(5_000)), "[]", "[null]", "[1]",
			"[\"x\",null,[]]", "{}", "{\"a\":null}", "{\"\":{}}", "{\"a\":1,\"a\":2}", "[".repeat(5_000),
			"[".repeat(2_000) + "]".repeat(2_000), "{\"a\":".repeat(900) + "1" + "}".repeat(900), "", "{", "]", "'x'",
			"//", "undefined");

	private static final List<String> PARAMETERS = List.of("alg", "kid", "typ", "cty", "crit", "b64", "jku", "jwk",
			"x5u", "x5c", "x5t", "x5t#S256", "enc", "zip", "iat", "p2c", "epk", "other");

	private static final List<String> CLAIMS = List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "user_id",
			"scope", "scp", "permissions", "cnf", "other");

	@StartStop
	private final MockWebServer server = new MockWebServer();

	private final Random random = new Random(42);

	@Test
	void changedTokenIsRefused() throws Exception {
		RSAKey key = key();
		JwtAuthenticator authenticator = authenticator(key);
		String good = token(key);
		assertThat(authenticator.authenticate(new BearerToken(good))).isNotNull();
		for (int i = 0; i < 20_000; i++) {
			String changed = changed(good);
			if (!changed.equals(good)) {
				assertThat(outcome(authenticator, changed)).as(changed).isNull();
			}
		}
	}

	@Test
	void unsignedTokenWithAnyHeaderThrowsNothingElse() throws Exception {
		JwtAuthenticator authenticator = authenticator(key());
		for (String header : documents("{\"alg\":\"RS256\",\"kid\":\"1\"}", PARAMETERS)) {
			for (String payload : List.of("{}", "null", "")) {
				outcome(authenticator, base64(header) + "." + base64(payload) + ".AA");
			}
		}
	}

	@Test
	void signedTokenWithAnyClaimsThrowsNothingElse() throws Exception {
		RSAKey key = key();
		JwtAuthenticator authenticator = authenticator(key);
		String good = new String(Base64.getUrlDecoder().decode(token(key).split("\\.")[1]), StandardCharsets.UTF_8);
		RSASSASigner signer = new RSASSASigner(key);
		for (String payload : documents(good, CLAIMS)) {
			JWSObject jws = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(),
					new Payload(payload));
			jws.sign(signer);
			outcome(authenticator, jws.serialize());
		}
	}

	/**
	 * The object with another value for each key, and with the key twice; and values that
	 * are no such object.
	 */
	private static List<String> documents(String object, List<String> keys) {
		List<String> documents = new ArrayList<>(VALUES);
		for (String key : keys) {
			for (String value : VALUES) {
				String property = "\"%s\":%s".formatted(key, value);
				documents.add("{%s}".formatted(property));
				documents.add("{%s,%s".formatted(property, object.substring(1)));
				documents.add("%s,%s}".formatted(object.substring(0, object.length() - 1), property));
				documents.add(object.replaceFirst("\"%s\":(\"[^\"]*\"|[0-9]+)".formatted(key),
						Matcher.quoteReplacement(property)));
			}
		}
		return documents;
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Caller outcome(JwtAuthenticator authenticator, String token) {
		try {
			return authenticator.authenticate(new BearerToken(token));
		}
		catch (KeysUnavailableException ex) {
			return null;
		}
	}

	/**
	 * Changes the content of one part in one place, so that it is often still
	 * well-formed.
	 */
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

	private static RSAKey key() throws JOSEException {
		return new RSAKeyGenerator(2048).keyID("1").generate();
	}

	private JwtAuthenticator authenticator(RSAKey key) {
		this.server.enqueue(new MockResponse.Builder().body(new JWKSet(key.toPublicJWK()).toString()).build());
		JwtProperties properties = new JwtProperties(List.of("me"), List.of(this.server.url("/").toString()),
				List.of("analytics"), List.of("RS256"), List.of("sub"), "all");
		Clock clock = Clock.systemUTC();
		JwtConfiguration configuration = new JwtConfiguration();
		return configuration.jwtAuthenticator(
				configuration.jwtReader(properties, configuration.jwtKeyRefresh(), RestClient.builder(),
						new UserIds(Pattern.compile(".*")), clock, Ticker.systemTicker()),
				clock, Ticker.systemTicker());
	}

	private static String token(RSAKey key) throws Exception {
		JWTClaimsSet claims = JWTClaimsSet.parse(Map.of("iss", "me", "aud", "analytics", "sub", "user_123", "iat",
				Clock.systemUTC().millis() / 1000, "exp", Clock.systemUTC().millis() / 1000 + 600));
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), claims);
		jwt.sign(new RSASSASigner(key));
		return jwt.serialize();
	}

}
