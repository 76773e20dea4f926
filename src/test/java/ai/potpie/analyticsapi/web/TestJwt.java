package ai.potpie.analyticsapi.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JWT in the making: a good one of user_123, until something is changed.
 */
final class TestJwt {

	private final Map<String, @Nullable Object> header = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

	private final TestKey key;

	private Function<byte[], String> signer;

	private @Nullable String payload;

	private TestJwt(TestKey key) {
		this.key = key;
		this.signer = key::sign;
	}

	static TestJwt of(String issuer, TestKey key) {
		TestJwt jwt = new TestJwt(key);
		jwt.header("alg", key.isRsa() ? "RS256" : "ES256").header("kid", key.id()).header("typ", "JWT");
		return jwt.claim("iss", issuer)
			.claim("aud", "analytics")
			.claim("sub", "user_123")
			.claim("iat", in(Duration.ZERO))
			.claim("exp", in(Duration.ofHours(1)));
	}

	static long in(Duration duration) {
		return Instant.now().plus(duration).getEpochSecond();
	}

	TestJwt header(String name, Object value) {
		this.header.put(name, value);
		return this;
	}

	TestJwt withoutHeader(String name) {
		this.header.remove(name);
		return this;
	}

	TestJwt claim(String name, @Nullable Object value) {
		this.claims.put(name, value);
		return this;
	}

	TestJwt without(String claim) {
		this.claims.remove(claim);
		return this;
	}

	TestJwt payload(String payload) {
		this.payload = payload;
		return this;
	}

	TestJwt signedWith(String algorithm) {
		return signedBy((input) -> this.key.sign(input, algorithm));
	}

	TestJwt signedBy(Function<byte[], String> signer) {
		this.signer = signer;
		return this;
	}

	String token() {
		String body = (this.payload != null) ? this.payload : JsonMapper.shared().writeValueAsString(this.claims);
		String input = base64(JsonMapper.shared().writeValueAsString(this.header)) + "." + base64(body);
		return input + "." + this.signer.apply(input.getBytes(StandardCharsets.US_ASCII));
	}

	/** RFC 7797: what is signed is the payload as it is. */
	String tokenSignedUnencoded() {
		String head = base64(JsonMapper.shared().writeValueAsString(this.header));
		String body = JsonMapper.shared().writeValueAsString(this.claims);
		return head + "." + base64(body) + "."
				+ this.signer.apply((head + "." + body).getBytes(StandardCharsets.UTF_8));
	}

	static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
