package ai.potpie.analyticsapi.security.access;

import ai.potpie.analyticsapi.security.BearerToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an {@code Authorization} header says.
 */
class BearerTokenConverterTests {

	private final BearerTokenConverter converter = new BearerTokenConverter();

	@Test
	void eachCharacterIsTakenOrNotAsRfc6750Says() {
		for (char c = 0; c < 0x2000; c++) {
			String text = "a" + c + "b";
			assertThat(BearerToken.isOne(text)).as(text).isEqualTo(text.matches("[A-Za-z0-9._~+/-]+=*"));
		}
	}

	@Test
	void equalsSignsStandAtTheEndAlone() {
		assertThat(BearerToken.isOne("abc==")).isTrue();
		assertThat(BearerToken.isOne("a=c")).isFalse();
		assertThat(BearerToken.isOne("==")).isFalse();
		assertThat(BearerToken.isOne("")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer abc", "bearer abc", "BEARER   abc" })
	void schemeMayBeInAnyCaseWithAnySpaces(String header) {
		assertThat(convert(header).value()).isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearerabc", "Bearer\tabc", "Basic abc", " Bearer abc",
			"Bearer abc ", "Bearer abc def" })
	void whatIsNoBearerTokenIsRefused(String header) {
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> convert(header));
	}

	private BearerToken convert(String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader("Authorization", header);
		BearerToken token = this.converter.convert(request);
		assertThat(token).isNotNull();
		return token;
	}

}
