package ai.potpie.analyticsapi.security.apitoken;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenStrengthTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "=", "-", "secret", "demo-token", "demo-admin-token", "local-token", "training",
			"changeme", "Passw0rd", "correct-horse-battery-staple", "Correct-Horse-Battery-Staple-Again-And-2026",
			"token-of-user-123-and-of-nobody-else", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"abababababababababababababababababababababab", "00000000000000000000000000000000",
			"0123456789abcdef0123456789abcdef", "123456789012345678901234567890123456789012345678",
			"abcdefghijklmnopqrstuvwxyz0123456789", "zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA",
			"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
			"deadbeefdeadbeefdeadbeefdeadbeef", "MySecretTokenMySecretToken", "PasswordForTheAdminUser1234567",
			"secret-secret-secret-secret-secret-secret-secret-secret-secret-secret-secret",
			"7f9c2ba4e88f827d616045507605853", "Zx9kQ2vLm4Tn8RbW1yHc5", "2026-11-23T17.00.00Z",
			"0d8c1f6a-5f2b-4a3e-9c47-b1e6d2f8a035", "0D8C1F6A-5F2B-4A3E-9C47-B1E6D2F8A035",
			"112233445566778899aabbccddeeff00", "xK7xK7xK7xK7xK7xK7xK7xK7xK7xK7" })
	void guessableTokensAreWeak(String token) {
		assertThat(TokenStrength.isWeak(token)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "00310861443f4517f4c598ecb048ffef",
			"fe6d69ad90b85a2839ea99a922a144095e77f40ebf8a670d866d3aeab967285e",
			"0F85B19EABECB7612499E97EA774DC62EC99BE2294D82B3AD11166032E7C7107", "ROwBCNAGoHlLuc2Gseatxg",
			"XNuTF9TR6evZgSiuPyYkWcx0P9f5yIUJwz+zDb8Ke/s=", "iD8bcRw2Qf-u96E2--cd11kGiL7hHsgvAhuY7mCVeig",
			"gpspbvqoeoizxwjlhaxrroootrsmnjii", "238189254858916155047357125582172920228801386",
			"awfuoeou841znot8m8ofcf2vmcnm", "DFTqFvykLa7jD0Wk08El0eFAsAAWkXwelMksPwgV",
			// Ten words of Diceware's list
			"unfasten-gumming-slush-evict-mashed-outsell-crayon-tiptop-wobbly-hatred" })
	void longRandomTokensAreStrong(String token) {
		assertThat(TokenStrength.isWeak(token)).isFalse();
	}

	@Test
	void tokensOfTheRecommendedCommandsAreStrong() {
		Random random = new Random(128);
		byte[] bytes = new byte[32];
		for (int i = 0; i < 1000; i++) {
			random.nextBytes(bytes);
			assertThat(TokenStrength.isWeak(HexFormat.of().formatHex(bytes))).isFalse();
			assertThat(TokenStrength.isWeak(HexFormat.of().formatHex(bytes, 0, 16))).isFalse();
			assertThat(TokenStrength.isWeak(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))).isFalse();
		}
	}

}
