package ai.potpie.analyticsapi.web;

import java.util.Set;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those ask for who look for a way in, on both ports. Each path that is not meant to
 * be there is a problem, with a token and without.
 */
class ProbePathTests extends HttpTestBase {

	private static final Set<String> PUBLIC = Set.of("/livez", "/readyz");

	private static final Set<String> MANAGEMENT = Set.of("/actuator/health", "/actuator/health/",
			"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/info", "/actuator/prometheus");

	private static final Set<Integer> REFUSED = Set.of(400, 401, 404, 405);

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz", "/livez/", "/LIVEZ", "/livez/x", "/readyz/logfire", "/health",
			"/metrics", "/info", "/env", "/actuator", "/actuator/", "/actuator/health", "/actuator/health/",
			"/ACTUATOR/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/health/ping",
			"/actuator/info", "/actuator/prometheus", "/actuator/metrics", "/actuator/env",
			"/actuator/env/LOGFIRE_READ_TOKEN", "/actuator/configprops", "/actuator/heapdump", "/actuator/threaddump",
			"/actuator/beans", "/actuator/mappings", "/actuator/loggers", "/actuator/logfile", "/actuator/shutdown",
			"/actuator/sbom", "/actuator/sbom/application", "/META-INF/sbom/application.cdx.json",
			"/actuator/httpexchanges", "/actuator/jolokia", "/actuator/gateway/routes", "/actuator/..;/env",
			"/actuator;/env", "/%61ctuator/env", "/actuator%2Fenv", "/actuator/%2e%2e/env", "/./actuator/env",
			"/jolokia", "/jolokia/list", "/h2-console", "/console", "/heapdump", "/trace", "/dump", "/.env",
			"/.git/config", "/.git/HEAD", "/.aws/credentials", "/application.yaml",
			"/BOOT-INF/classes/application.yaml", "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF", "/wp-login.php",
			"/xmlrpc.php", "/phpinfo.php", "/admin", "/manager/html", "/login", "/logout", "/error", "/favicon.ico",
			"/robots.txt", "/index.html", "/docs", "/swagger", "/swagger-ui", "/swagger-ui.html",
			"/swagger-ui/index.html", "/swagger-resources", "/webjars/swagger-ui/index.html",
			"/webjars/swagger-ui/swagger-ui.css", "/webjars/", "/openapi.json", "/v2/api-docs", "/v3/api-docs",
			"/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/api-docs", "/graphql", "/..%2f..%2fetc/passwd",
			"/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cwindows", "/static/../application.yaml",
			"/static/%2e%2e%2fapplication.yaml", "/api/v1/analytics/user/user_123/../../../../actuator/env",
			"/api/v1/analytics/user/user_456/..%2fuser_123", "/api/v1/analytics/user/..", "/oauth2/authorization/x",
			"/.well-known/oauth-protected-resource", "/.well-known/openid-configuration", "/v2/query" })
	void onlyIntendedPathsExist(String path) {
		isThere(PUBLIC.contains(path), get(path));
		if (!path.startsWith("/api/v1/analytics/user/user_123/")) {
			isThere(PUBLIC.contains(path), get(path, bearer(EVERYONES)));
		}
		isThere(MANAGEMENT.contains(path), manage("GET", path));
		for (String method : new String[] { "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND" }) {
			isThere(false, send(method, path));
			isThere(false, manage(method, path));
		}
		tellsNothing(send("OPTIONS", path));
		tellsNothing(manage("OPTIONS", path));
	}

	private static void isThere(boolean meant, RawAnswer answer) {
		if (meant) {
			assertThat(answer.status()).isEqualTo(200);
		}
		else {
			assertThat(answer.status()).isIn(REFUSED);
			if (!answer.body().isEmpty()) {
				answer.isProblem(answer.status());
			}
		}
	}

	private static void tellsNothing(RawAnswer answer) {
		assertThat(answer.status()).isIn(200, 400, 401, 404, 405);
		if (answer.status() == 200) {
			assertThat(answer.body()).isEmpty();
			assertThat(answer.header("Allow")).doesNotContain("POST", "PUT", "DELETE", "TRACE");
		}
	}

	private RawAnswer manage(String method, String target) {
		return RawConnection.exchange(this.managementPort,
				RawConnection.lines(method + " " + target + " HTTP/1.1", "Host: localhost", "Connection: close", ""));
	}

}
