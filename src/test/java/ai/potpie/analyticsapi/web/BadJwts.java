package ai.potpie.analyticsapi.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;

import static ai.potpie.analyticsapi.web.JwtCase.bad;

/**
 * JWTs that are not let in, each with one thing wrong.
 */
final class BadJwts {

	private static final TestKey STRANGE_RSA = TestKey.rsa("rsa-1");

	private static final TestKey STRANGE_EC = TestKey.ec("ec-1");

	private static final byte[] PUBLIC_KEY = JwtTestBase.RSA.pair().getPublic().getEncoded();

	private BadJwts() {
	}

	static List<JwtCase> keysAndAlgorithms() {
		String pem = "-----BEGIN PUBLIC KEY-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(PUBLIC_KEY)
				+ "\n-----END PUBLIC KEY-----\n";
		return List.of(bad("strange RSA key", jwt(STRANGE_RSA)), bad("strange EC key", jwt(STRANGE_EC)),
				bad("strange key, no kid", jwt(STRANGE_RSA).withoutHeader("kid")),
				bad("alg none, no signature", jwt().header("alg", "none").signedBy((input) -> "")),
				bad("alg none, with a signature", jwt().header("alg", "none")),
				bad("alg NoNe", jwt().header("alg", "NoNe")), bad("alg empty", jwt().header("alg", "")),
				bad("alg missing", jwt().withoutHeader("alg")),
				bad("alg is a list", jwt().header("alg", List.of("RS256"))),
				bad("HS256 with the public key", hs256(PUBLIC_KEY)),
				bad("HS256 with the public key as PEM", hs256(pem.getBytes(StandardCharsets.US_ASCII))),
				bad("HS256 with the kid", hs256("rsa-1".getBytes(StandardCharsets.US_ASCII))),
				bad("RS512, not allowed", jwt().header("alg", "RS512").signedWith("SHA512withRSA")),
				bad("RS256 made with SHA-512", jwt().signedWith("SHA512withRSA")),
				bad("ES256 with the RSA kid", jwt(JwtTestBase.EC).header("kid", "rsa-1")),
				bad("RS256 with the EC kid", jwt().header("kid", "ec-1")),
				bad("ES256 of zeros", jwt(JwtTestBase.EC).signedBy((input) -> "A".repeat(86))),
				bad("ES256 as DER", jwt(JwtTestBase.EC).signedWith("SHA256withECDSA")),
				bad("another issuer's key", TestJwt.of(JwtTestBase.DISCOVERED.name(), JwtTestBase.RSA)),
				bad("unknown kid", jwt().header("kid", "unknown")), bad("empty kid", jwt().header("kid", "")),
				bad("kid is a path", jwt().header("kid", "../../../../../../dev/null")),
				bad("kid is SQL", jwt().header("kid", "x' UNION SELECT 'key' --")),
				bad("kid is a number", jwt().header("kid", 1)),
				bad("jku of a stranger, and its key", jwt(STRANGE_RSA).header("jku", JwtTestBase.STRANGER.jwksUri())),
				bad("x5u of a stranger, and its key", jwt(STRANGE_RSA).header("x5u", JwtTestBase.STRANGER.jwksUri())),
				bad("jwk of a stranger, and its key",
						jwt(STRANGE_RSA).withoutHeader("kid").header("jwk", STRANGE_RSA.publicJwk().toJSONObject())));
	}

	static List<JwtCase> headersAndForms() {
		String good = jwt().token();
		String[] parts = good.split("\\.");
		return List.of(bad("typ logout+jwt", jwt().header("typ", "logout+jwt")),
				bad("typ dpop+jwt", jwt().header("typ", "dpop+jwt")), bad("typ is a number", jwt().header("typ", 1)),
				bad("crit", jwt().header("crit", List.of("exp")).header("exp", 1)),
				bad("crit empty", jwt().header("crit", List.of())),
				bad("b64 false", jwt().header("b64", false).header("crit", List.of("b64")).tokenSignedUnencoded()),
				bad("b64 false, not in crit", jwt().header("b64", false)),
				bad("cty JWT, nested", jwt().header("cty", "JWT").payload(good)),
				bad("encrypted (JWE)", encrypted(good)),
				bad("payload changed", parts[0] + "." + TestJwt.base64("{\"sub\":\"user_123\"}") + "." + parts[2]),
				bad("header changed",
						TestJwt.base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + good.substring(good.indexOf('.'))),
				bad("signature truncated", good.substring(0, good.length() - 5)),
				bad("signature of another token",
						parts[0] + "." + parts[1] + "." + jwt().claim("a", 1).token().split("\\.")[2]),
				bad("without signature", parts[0] + "." + parts[1] + "."), bad("two parts", parts[0] + "." + parts[1]),
				bad("four parts", good + "." + parts[2]), bad("empty payload", parts[0] + ".." + parts[2]),
				bad("padded", good + "=="), bad("blank within", good.replaceFirst("\\.", ". ")),
				bad("twice", good + " " + good), bad("in quotes", "\"" + good + "\""),
				bad("payload is a list", jwt().payload("[]")), bad("payload is no JSON", jwt().payload("user_123")),
				bad("payload is null", jwt().payload("null")),
				bad("payload is deep", jwt().payload("{\"a\":" + "[".repeat(2500) + "]".repeat(2500) + "}")),
				bad("header is null", "bnVsbA.e30.AA"),
				bad("header is null, payload good", TestJwt.base64("null") + "." + parts[1] + "." + parts[2]),
				bad("header is a list", TestJwt.base64("[]") + "." + parts[1] + "." + parts[2]),
				bad("header is deep",
						TestJwt.base64("{\"a\":".repeat(900) + "1" + "}".repeat(900)) + "." + parts[1] + "."
								+ parts[2]),
				bad("header is no JSON", TestJwt.base64("RS256") + "." + parts[1] + "." + parts[2]),
				bad("longer than 8 KB", jwt().claim("a", "x".repeat(8000))));
	}

	static List<JwtCase> claims() {
		return List.of(bad("expired an hour ago", jwt().claim("exp", TestJwt.in(Duration.ofHours(-1)))),
				bad("expired 35 s ago", jwt().claim("exp", TestJwt.in(Duration.ofSeconds(-35)))),
				bad("exp missing", jwt().without("exp")), bad("exp null", jwt().claim("exp", null)),
				bad("exp 10^18", jwt().claim("exp", 1_000_000_000_000_000_000L)),
				bad("exp in milliseconds", jwt().claim("exp", TestJwt.in(Duration.ofHours(1)) * 1000)),
				bad("exp in 25 h", jwt().claim("exp", TestJwt.in(Duration.ofHours(25)))),
				bad("exp negative", jwt().claim("exp", -1)),
				bad("exp is text", jwt().claim("exp", "" + TestJwt.in(Duration.ofHours(1)))),
				bad("iat in 5 min", jwt().claim("iat", TestJwt.in(Duration.ofMinutes(5)))),
				bad("nbf in 5 min", jwt().claim("nbf", TestJwt.in(Duration.ofMinutes(5)))),
				bad("nbf is text", jwt().claim("nbf", "now")), bad("aud of another", jwt().claim("aud", "analytics2")),
				bad("aud missing", jwt().without("aud")), bad("aud empty", jwt().claim("aud", List.of())),
				bad("aud in upper case", jwt().claim("aud", "ANALYTICS")),
				bad("aud lists others", jwt().claim("aud", Arrays.asList("other", "", null))),
				bad("aud is a number", jwt().claim("aud", 1)),
				bad("aud in one text", jwt().claim("aud", "other analytics")),
				bad("iss of a stranger", TestJwt.of(JwtTestBase.STRANGER.name(), JwtTestBase.RSA)),
				bad("iss without its slash", jwt().claim("iss", JwtTestBase.ISSUER.name().replaceFirst("/$", ""))),
				bad("iss with another slash", jwt().claim("iss", JwtTestBase.ISSUER.name() + "/")),
				bad("iss missing", jwt().without("iss")),
				bad("iss is a list", jwt().claim("iss", List.of(JwtTestBase.ISSUER.name()))),
				bad("sub missing", jwt().without("sub")), bad("sub null", jwt().claim("sub", null)),
				bad("sub empty", jwt().claim("sub", "")), bad("sub a blank", jwt().claim("sub", " ")),
				bad("sub a number", jwt().claim("sub", 123)),
				bad("sub a list", jwt().claim("sub", List.of("user_123"))), bad("sub *", jwt().claim("sub", "*")),
				bad("sub of 129 characters", jwt().claim("sub", "x".repeat(129))),
				bad("sub with a slash", jwt().claim("sub", "a/b")),
				bad("sub with a line break", jwt().claim("sub", "user_123\n")),
				bad("user_id empty, sub good", jwt().claim("user_id", "")),
				bad("user_id a number, sub good", jwt().claim("user_id", 123)),
				bad("user_id with a slash, sub good", jwt().claim("user_id", "../user_123")),
				bad("that scope, and no user", jwt().without("sub").claim("scope", "analytics:read:all")),
				bad("that scope, and expired", jwt().claim("scope", "analytics:read:all").claim("exp", 1)));
	}

	private static TestJwt jwt() {
		return jwt(JwtTestBase.RSA);
	}

	private static TestJwt jwt(TestKey key) {
		return TestJwt.of(JwtTestBase.ISSUER.name(), key);
	}

	private static TestJwt hs256(byte[] secret) {
		return jwt().header("alg", "HS256").signedBy((input) -> {
			try {
				Mac mac = Mac.getInstance("HmacSHA256");
				mac.init(new SecretKeySpec(secret, "HmacSHA256"));
				return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(input));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static String encrypted(String jwt) {
		try {
			JWEObject encrypted = new JWEObject(
					new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM).contentType("JWT")
						.build(),
					new Payload(jwt));
			encrypted.encrypt(new RSAEncrypter(JwtTestBase.RSA.publicJwk().toRSAKey()));
			return encrypted.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
