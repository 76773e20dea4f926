package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;

import ai.potpie.analyticsapi.locallogfire.http.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * {@code GET /v1/read-token-info}: the project that a token reads.
 */
public final class ReadTokenInfoEndpoint implements Endpoint {

	public static final String ORGANIZATION = "local";

	public static final String PROJECT = "local-logfire";

	private static final String INFO = """
			{"organization_name":"%s","project_name":"%s",\
			"project_id":"00000000-0000-4000-8000-000000000000","expires_at":null,\
			"organization_subscription_plan":null,"spending_cap_reached_at":null}""".formatted(ORGANIZATION, PROJECT);

	private final LocalReadToken token;

	public ReadTokenInfoEndpoint(LocalReadToken token) {
		this.token = token;
	}

	@Override
	public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.token.check(request);
		response.setContentType("application/json");
		response.setCharacterEncoding("UTF-8");
		response.getWriter().write(INFO);
	}

}
