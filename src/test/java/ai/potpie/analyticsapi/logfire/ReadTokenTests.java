package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReadTokenTests {

	@ParameterizedTest
	@CsvSource({ "pylf_v1_us_secret, https://logfire-us.pydantic.dev",
			"pylf_v1_eu_secret, https://logfire-eu.pydantic.dev", "pylf_v22_eu_secret, https://logfire-eu.pydantic.dev",
			"secret-of-old, https://logfire-us.pydantic.dev" })
	void theRegionIsInTheToken(String token, String baseUrl) {
		assertThat(new ReadToken(token).baseUrl()).hasToString(baseUrl);
	}

	@Test
	void anUnknownRegionIsAnErrorAndNotAGuess() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReadToken("pylf_v1_mars_secret").baseUrl())
			.withMessageContaining("mars")
			.withMessageContaining("LOGFIRE_BASE_URL")
			.withMessageNotContaining("secret");
	}

	@Test
	void aConfiguredAddressWins() {
		ReadToken token = new ReadToken("pylf_v1_mars_secret");
		assertThat(properties("pylf_v1_mars_secret", "https://logfire.example.com/").url(token))
			.isEqualTo("https://logfire.example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user:secret@logfire.example.com", "https://secret@logfire.example.com/",
			"https://user:se cret@logfire.example.com", "ftp://secret", "secret", "https:", "//secret" })
	void anInvalidAddressOrOneWithAPasswordIsRefusedWithoutShowingIt(String baseUrl) {
		LogfireProperties properties = properties("pylf_v1_us_token", baseUrl);
		assertThatIllegalArgumentException().isThrownBy(() -> properties.url(new ReadToken("pylf_v1_us_token")))
			.withMessageStartingWith("LOGFIRE_BASE_URL")
			.withMessageNotContaining("secret")
			.withMessageNotContaining("se cret");
		assertThat(properties).asString().doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:4318", "http://local_logfire:4318", "http://[::1]:4318/path" })
	void anAddressOfAnyHostIsAccepted(String baseUrl) {
		assertThat(properties("t", baseUrl).url(new ReadToken("t"))).isEqualTo(baseUrl);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pylf_v1_us_a b", "pylf_v1_us_a\nb", "pylf_v1_us_\u00e9" })
	void aTokenThatCannotBeAHeaderIsRefusedWithoutShowingIt(String token) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReadToken(token))
			.withMessageContaining("LOGFIRE_READ_TOKEN")
			.withMessageNotContaining("pylf");
	}

	@Test
	void theNewlineAtTheEndOfASecretFileIsRemoved() {
		assertThat(new ReadToken("pylf_v1_us_secret\n").authorization()).isEqualTo("Bearer pylf_v1_us_secret");
	}

	@Test
	void theTokenIsNeverPrinted() {
		assertThat(new ReadToken("pylf_v1_us_secret")).asString().doesNotContain("secret");
		assertThat(properties("pylf_v1_us_secret", null)).asString().doesNotContain("secret");
	}

	private static LogfireProperties properties(String token, String baseUrl) {
		return new LogfireProperties(token, baseUrl, Duration.ofSeconds(2), Duration.ofSeconds(20),
				Duration.ofMinutes(5), DataSize.ofMegabytes(16), DataSize.ofMegabytes(4), 64);
	}

}
