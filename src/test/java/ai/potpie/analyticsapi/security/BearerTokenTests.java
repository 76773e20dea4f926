package ai.potpie.analyticsapi.security;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BearerTokenTests {

	@Test
	void allowedCharactersAreThoseOfRfc6750() {
		for (char c = 0; c < 0x2000; c++) {
			String text = "a" + c + "b";
			assertThat(BearerToken.isOne(text)).as(text).isEqualTo(text.matches("[A-Za-z0-9._~+/-]+=*"));
		}
	}

	@Test
	void equalsSignsAreAllowedAtTheEndOnly() {
		assertThat(BearerToken.isOne("abc==")).isTrue();
		assertThat(BearerToken.isOne("a=c")).isFalse();
		assertThat(BearerToken.isOne("==")).isFalse();
		assertThat(BearerToken.isOne("")).isFalse();
	}

	@Test
	void tokenIsNotPrinted() {
		BearerToken token = new BearerToken("abc");
		assertThat(token.shortHash()).isEqualTo("ba7816bf8f01");
		assertThat(token).hasToString("token ba7816bf8f01");
	}

}
