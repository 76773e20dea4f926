package ai.potpie.analyticsapi.dashboard;

import java.net.URI;

import ai.potpie.analyticsapi.dashboard.PageSettings.Oidc;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.live.LiveSupport;
import ai.potpie.analyticsapi.security.access.PagePolicy;
import ai.potpie.analyticsapi.security.jwt.JwtProperties;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the page. It is there unless it is switched off.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "analytics.dashboard", matchIfMissing = true)
class DashboardConfiguration {

	/**
	 * The page runs its own scripts, calls its own host and the issuer, and makes no
	 * element from text.
	 */
	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
			+ " font-src 'self'; connect-src 'self'%s; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
			+ " require-trusted-types-for 'script'; trusted-types 'none'";

	@Bean
	PageSettings pageSettings(DashboardProperties properties, JwtProperties jwt, ObjectProvider<Rollups> history,
			ObjectProvider<LiveSupport> live) {
		return PageSettings.of(properties, jwt, history.getIfAvailable() != null, live.getIfAvailable() != null);
	}

	@Bean
	DashboardPage dashboardPage(PageSettings settings, JsonMapper json) {
		return DashboardPage.of(settings, json);
	}

	@Bean
	PagePolicy dashboardPolicy(PageSettings settings) {
		Oidc oidc = settings.oidc();
		return new PagePolicy("/dashboard/**", POLICY.formatted((oidc != null) ? " " + origin(oidc.issuer()) : ""));
	}

	private static String origin(String address) {
		URI uri = URI.create(address);
		return uri.getScheme() + "://" + uri.getRawAuthority();
	}

}
