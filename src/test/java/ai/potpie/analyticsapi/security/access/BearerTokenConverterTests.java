package ai.potpie.analyticsapi.security.access;

import ai.potpie.analyticsapi.security.BearerToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which {@code Authorization} headers hold a token.
 */
class BearerTokenConverterTests {

	private final BearerTokenConverter converter = new BearerTokenConverter();

	@ParameterizedTest
	@ValueSource(strings = { "Bearer abc", "bearer abc", "BEARER   abc" })
	void schemeMayBeInAnyCaseWithAnySpaces(String header) {
		assertThat(convert(header).value()).isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearerabc", "Bearer\tabc", "Basic abc", " Bearer abc",
			"Bearer abc ", "Bearer abc def" })
	void anythingElseIsRefused(String header) {
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
