package ai.potpie.analyticsapi.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.RawAnswer;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The running service with a few issuers, each of which has troubles of its own. One
 * context for all who extend this.
 */
abstract class JwtTestBase extends HttpTestBase {

	static final TestKey RSA = TestKey.rsa("rsa-1");

	static final TestKey EC = TestKey.ec("ec-1");

	static final TestIssuer ISSUER = new TestIssuer(RSA, EC);

	static final TestKey DISCOVERED_KEY = TestKey.ec("rsa-1");

	/** Has no JWKS URI in the settings. */
	static final TestIssuer DISCOVERED = new TestIssuer(DISCOVERED_KEY);

	static final TestIssuer ROTATING = new TestIssuer(RSA);

	static final TestIssuer FLOODED = new TestIssuer(RSA);

	static final TestIssuer FAILING = new TestIssuer(RSA);

	static final TestIssuer DOWN = new TestIssuer();

	static final TestIssuer BROKEN = new TestIssuer();

	static final TestIssuer SLOW = new TestIssuer();

	static final TestIssuer REDIRECTING = new TestIssuer();

	static final TestIssuer OVERSIZED = new TestIssuer();

	static final TestIssuer GARBLED = new TestIssuer();

	static final TestIssuer NOTHING = new TestIssuer();

	/** Says that it is another; no JWKS URI in the settings either. */
	static final TestIssuer LYING = new TestIssuer(RSA);

	static final TestIssuer NEVER_ASKED = new TestIssuer(RSA);

	/** Somebody who would like to be one of the issuers. */
	static final TestIssuer STRANGER = new TestIssuer(RSA);

	/** An API token that looks like a JWT. */
	static final String JWT_LIKE = TestJwt.of(STRANGER.name(), RSA).token();

	@DynamicPropertySource
	static void issuers(DynamicPropertyRegistry properties) {
		List<TestIssuer> configured = List.of(ISSUER, ROTATING, FLOODED, FAILING, DOWN, BROKEN, SLOW, REDIRECTING,
				OVERSIZED, GARBLED, NOTHING, NEVER_ASKED);
		properties.add("analytics.jwt.issuer",
				() -> Stream.concat(configured.stream(), Stream.of(DISCOVERED, LYING))
					.map(TestIssuer::name)
					.collect(Collectors.joining(",")));
		properties.add("analytics.jwt.jwks-uri",
				() -> configured.stream().map(TestIssuer::jwksUri).collect(Collectors.joining(", ", "", ",,")));
		properties.add("analytics.jwt.audience", () -> "analytics, analytics-too");
		properties.add("analytics.allow-weak-tokens", () -> true);
		properties.add("analytics.api-tokens",
				() -> "user_123=" + TOKEN + ",user_123=one.two.three,user_123=" + JWT_LIKE);
	}

	RawAnswer askWith(String token) {
		return get(PROBE, bearer(token));
	}

}
