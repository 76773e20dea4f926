package ai.potpie.analyticsapi.security.jwt;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.settings.SettingException;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

class JwtSettingsTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withUserConfiguration(JwtConfiguration.class, Surroundings.class);

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "," })
	void withoutAnIssuerNoJwtIsAccepted(String issuer) {
		this.context.run((started) -> assertThat(started).doesNotHaveBean(JwtAuthenticator.class));
		this.context.withPropertyValues("analytics.jwt.issuer=" + issuer)
			.run((started) -> assertThat(started).hasNotFailed().doesNotHaveBean(JwtAuthenticator.class));
	}

	@Test
	void issuerAndAudienceAreEnough() {
		this.context
			.withPropertyValues("analytics.jwt.issuer=https://id.example.com/", "analytics.jwt.audience=analytics")
			.run((started) -> assertThat(started).hasSingleBean(JwtAuthenticator.class));
		assertThat(new JwtIssuer("https://id.example.com/", null).metadataUri())
			.isEqualTo(URI.create("https://id.example.com/.well-known/openid-configuration"))
			.isEqualTo(new JwtIssuer("https://id.example.com", null).metadataUri());
	}

	@Test
	void issuerWithKeysElsewhereNeedNotBeAnAddress() {
		JwtProperties properties = properties(List.of("a", "https://b.example.com"),
				List.of("https://keys.example.com/a", ""));
		assertThat(JwtSettings.issuers(properties)).containsExactly(
				new JwtIssuer("a", URI.create("https://keys.example.com/a")),
				new JwtIssuer("https://b.example.com", null));
	}

	@Test
	void audienceIsNeeded() {
		assertRefused("ANALYTICS_JWT_AUDIENCE is empty", "analytics.jwt.audience=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "none", "RS256,HS512", "rs256", "RS257", "ES256K", "dir" })
	void unsafeAlgorithmsAreRefused(String algorithms) {
		assertRefused("ANALYTICS_JWT_ALGORITHMS names", "analytics.jwt.algorithms=" + algorithms);
	}

	@ParameterizedTest
	@ValueSource(strings = { "id.example.com", "https:", "file:///etc/passwd", "https://id example.com", "/id" })
	void issuerThatIsNoAddressNeedsAJwksUri(String issuer) {
		assertRefused("ANALYTICS_JWT_ISSUER has an entry that is not an address", "analytics.jwt.issuer=" + issuer);
	}

	@Test
	void addressWithUserOrPasswordIsRefused() {
		assertRefused("ANALYTICS_JWT_JWKS_URI has an entry that is not an address",
				"analytics.jwt.jwks-uri=https://user:secret@id.example.com/keys");
		this.context
			.withPropertyValues("analytics.jwt.issuer=https://user:secret@id.example.com/",
					"analytics.jwt.audience=analytics", "analytics.jwt.jwks-uri=https://id.example.com/keys")
			.run((started) -> assertThat(started.getStartupFailure()).rootCause()
				.isInstanceOf(SettingException.class)
				.hasMessageStartingWith("ANALYTICS_JWT_ISSUER has an entry with a user or a password in it")
				.hasMessageNotContaining("secret"));
		assertRefused("ANALYTICS_JWT_ISSUER has an entry with a user or a password in it",
				"analytics.jwt.issuer=https://user@id.example.com/");
	}

	@Test
	void queryOfAnAddressIsNotLogged() {
		assertThat(IssuerClient.failure(URI.create("https://id.example.com/keys?key=secret#x"), "why"))
			.isEqualTo("https://id.example.com/keys did not answer as it should: why");
	}

	@Test
	void contradictorySettingsAreRefused() {
		assertRefused("ANALYTICS_JWT_JWKS_URI has 2 entries, and ANALYTICS_JWT_ISSUER has 1",
				"analytics.jwt.jwks-uri=https://a.example.com,https://b.example.com");
		assertRefused("ANALYTICS_JWT_JWKS_URI has an entry that is not an address",
				"analytics.jwt.jwks-uri=classpath:keys");
		assertRefused("ANALYTICS_JWT_ISSUER names an issuer twice",
				"analytics.jwt.issuer=https://a.example.com,https://a.example.com");
		assertRefused("ANALYTICS_JWT_USER_CLAIM is empty", "analytics.jwt.user-claim=");
		assertRefused("ANALYTICS_JWT_ALGORITHMS is empty", "analytics.jwt.algorithms=");
	}

	private void assertRefused(String message, String setting) {
		this.context
			.withPropertyValues("analytics.jwt.issuer=https://id.example.com/", "analytics.jwt.audience=analytics")
			.withPropertyValues(setting)
			.run((started) -> assertThat(started.getStartupFailure()).hasRootCauseInstanceOf(SettingException.class)
				.rootCause()
				.hasMessageStartingWith(message));
	}

	private static JwtProperties properties(List<String> issuers, List<String> jwksUris) {
		return new JwtProperties(issuers, jwksUris, List.of("analytics"), List.of("RS256"), List.of("sub"), "");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(JwtProperties.class)
	static class Surroundings {

		@Bean
		RestClient.Builder restClientBuilder() {
			return RestClient.builder();
		}

		@Bean
		Clock clock() {
			return Clock.systemUTC();
		}

		@Bean
		Ticker ticker() {
			return Ticker.systemTicker();
		}

		@Bean
		UserIds userIds() {
			return new UserIds(Pattern.compile(".*"));
		}

	}

}
