package ai.potpie.analyticsapi.dashboard;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.demo.DemoSpans;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signing in with OpenID Connect: authorization code with PKCE, of a public client.
 */
@DashboardTest
@TestPropertySource(properties = { "analytics.dashboard.oidc-client-id=" + TestSignIn.CLIENT,
		"analytics.dashboard.public-tokens=", "analytics.jwt.audience=analytics" })
@TestInstance(Lifecycle.PER_CLASS)
class SignInTests {

	private static final TestSignIn issuer = new TestSignIn();

	private PageBrowser browser;

	@DynamicPropertySource
	static void issuer(DynamicPropertyRegistry properties) {
		properties.add("analytics.jwt.issuer", issuer::issuer);
	}

	@BeforeAll
	void start(@LocalServerPort int port, @Autowired LocalLogfire logfire) {
		this.browser = new PageBrowser(port);
		DemoSpans.store(logfire, ApiTest.NOW);
	}

	@AfterAll
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
		issuer.close();
	}

	@Test
	void whoeverReturnsFromTheIssuerIsWhereTheyWantedToBe() {
		issuer.answers("code=a-code");
		this.browser.open("/dashboard/#/me?days=7&by=agent");
		this.browser.click(".choices .primary");
		this.browser.find(".card[data-field=total_cost] data");
		assertThat(this.browser.address().getQuery()).isNull();
		assertThat(this.browser.address().getFragment()).startsWith("/me?days=7&by=agent");
		assertThat(this.browser.text("h1")).isEqualTo("user_123");
		assertThat(issuer.request()).containsEntry("client_id", TestSignIn.CLIENT)
			.containsEntry("response_type", "code")
			.containsEntry("code_challenge_method", "S256")
			.containsEntry("audience", "analytics");
		assertThat(this.browser.json("sessionStorage.length").asInt()).isZero();
		assertThat(this.browser.complaints()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "error=access_denied&error_description=not+today, not today", "code=stolen, invalid_grant" })
	void refusalsAreShownAndTheAddressIsClean(String answer, String reason) {
		issuer.answers(answer);
		this.browser.open("/dashboard/#/me?days=7");
		this.browser.click(".choices .primary");
		this.browser.until(() -> this.browser.text("#token-problem").contains(reason));
		assertThat(this.browser.address().getQuery()).isNull();
		assertThat(this.browser.address().getFragment()).isEqualTo("/me?days=7");
	}

	@Test
	void answersToSomebodyElsesAttemptAreRefused() {
		issuer.mixesUp("another-state");
		this.browser.open("/dashboard/");
		this.browser.click(".choices .primary");
		this.browser.until(() -> this.browser.text("#token-problem").contains("another attempt"));
		assertThat(this.browser.all("#main")).isEmpty();
	}

}
