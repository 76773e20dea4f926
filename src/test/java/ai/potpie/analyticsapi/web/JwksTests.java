package ai.potpie.analyticsapi.web;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.RawAnswer;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the keys come from, and what happens while they do not.
 */
@ExtendWith(OutputCaptureExtension.class)
class JwksTests extends JwtTestBase {

	@Test
	void keysAreNotFetchedBeforeTheFirstToken() {
		assertThat(NEVER_ASKED.fetches()).isZero();
	}

	@Test
	void keysAreFetchedOnceForAllTokens() {
		assertThat(askWith(good(DISCOVERED, DISCOVERED_KEY)).status()).isEqualTo(200);
		int fetches = DISCOVERED.fetches();
		for (int i = 0; i < 5; i++) {
			assertThat(askWith(good(DISCOVERED, DISCOVERED_KEY)).status()).isEqualTo(200);
		}
		assertThat(DISCOVERED.fetches()).isEqualTo(fetches);
	}

	@Test
	void newKeyIsFetchedAtItsFirstToken() {
		String old = good(ROTATING, RSA);
		assertThat(askWith(old).status()).isEqualTo(200);
		TestKey next = TestKey.ec("next");
		assertThat(askWith(good(ROTATING, next)).status()).isEqualTo(401);
		ROTATING.publish(next);
		assertThat(askWith(good(ROTATING, next)).status()).isEqualTo(200);
		assertThat(askWith(good(ROTATING, RSA)).status()).as("another token of the key that is gone").isEqualTo(401);
		assertThat(askWith(old).status()).as("one that was checked, for five minutes").isEqualTo(200);
	}

	@Test
	void tokensWithAKnownKeyAreAcceptedDuringAnOutage() {
		assertThat(askWith(good(FAILING, RSA)).status()).isEqualTo(200);
		FAILING.fail();
		for (int i = 0; i < 8; i++) {
			assertThat(askWith(good(FAILING, TestKey.rsa("made-up"))).status()).isEqualTo(401);
			assertThat(askWith(good(FAILING, RSA)).status()).isEqualTo(200);
		}
	}

	@Test
	void withoutAnyKeysTheServiceIsUnavailableForThatIssuersTokensOnly(CapturedOutput log) {
		RawAnswer answer = unavailable(DOWN);
		assertThat(answer.header("Retry-After")).isEqualTo("10");
		assertThat(log).contains("No keys of the JWT issuer " + DOWN.name())
			.contains("it has no keys")
			.doesNotContain("Exception");
		assertThat(ask(PROBE).status()).isEqualTo(200);
		assertThat(askWith(good(STRANGER, RSA)).status()).isEqualTo(401);
		assertThat(STRANGER.fetches()).isZero();
		DOWN.publish(RSA);
		assertThat(askWith(good(DOWN, RSA)).status()).isEqualTo(200);
	}

	@Test
	void floodOfInventedKeyIdsCausesFewFetchesAndBlocksNoValidToken() {
		assertThat(askWith(good(FLOODED, RSA)).status()).isEqualTo(200);
		TestKey forger = TestKey.ec("");
		List<Integer> statuses = IntStream.range(0, 60)
			.parallel()
			.mapToObj((i) -> askWith(TestJwt.of(FLOODED.name(), forger).header("kid", "forged-" + i).token()).status())
			.toList();
		assertThat(statuses).containsOnly(401);
		assertThat(FLOODED.fetches()).isLessThanOrEqualTo(4);
		assertThat(askWith(good(FLOODED, RSA)).status()).isEqualTo(200);
	}

	@Test
	void slowIssuerHoldsUpItsOwnTokensOnlyAndNotForLong() {
		SLOW.answer(() -> new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).body("{}").build());
		long start = System.nanoTime();
		List<Integer> statuses = IntStream.range(0, 20).parallel().mapToObj((i) -> {
			String token = good((i % 2 == 0) ? SLOW : ISSUER, RSA);
			return askWith(token).status();
		}).toList();
		assertThat(statuses).containsOnly(503, 200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(14));
		assertThat(SLOW.fetches()).isLessThanOrEqualTo(4);
	}

	@Test
	void redirectIsNotFollowed() {
		REDIRECTING.answer(() -> new MockResponse.Builder().code(302)
			.addHeader("Location", STRANGER.name() + "elsewhere")
			.build());
		unavailable(REDIRECTING);
		assertThat(STRANGER.fetches()).isZero();
	}

	@Test
	void oversizedAnswerIsNotRead() {
		OVERSIZED
			.answer(() -> new MockResponse.Builder().body("{\"keys\":[]," + " ".repeat(200_000) + "\"a\":1}").build());
		unavailable(OVERSIZED);
	}

	@Test
	void garbledAnswerIsNoKeySet(CapturedOutput log) {
		GARBLED.answer(() -> new MockResponse.Builder().body("<html>secret</html>").build());
		unavailable(GARBLED);
		assertThat(log).doesNotContain("secret");
	}

	@Test
	void answerOfNullIsNoKeySet() {
		NOTHING.answer(() -> new MockResponse.Builder().body("null").build());
		unavailable(NOTHING);
	}

	@Test
	void issuerWithAnotherNameInItsDiscoveryIsUnavailable(CapturedOutput log) {
		LYING.claimToBe(LYING.name() + "another");
		unavailable(LYING);
		assertThat(LYING.fetches()).isZero();
		assertThat(log).contains("ANALYTICS_JWT_ISSUER");
	}

	@Test
	void failingIssuerIsUnavailable(CapturedOutput log) {
		BROKEN.fail();
		unavailable(BROKEN);
		assertThat(log).contains("it answered with status 503");
	}

	private RawAnswer unavailable(TestIssuer issuer) {
		RawAnswer answer = askWith(good(issuer, RSA)).isProblem(503);
		assertThat(answer.header("WWW-Authenticate")).isNull();
		assertThat(answer.header("Retry-After")).isNotNull();
		return answer;
	}

	private static String good(TestIssuer issuer, TestKey key) {
		return TestJwt.of(issuer.name(), key).claim("jti", UUID.randomUUID().toString()).token();
	}

}
