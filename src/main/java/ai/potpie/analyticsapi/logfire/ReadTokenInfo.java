package ai.potpie.analyticsapi.logfire;

import java.io.InputStream;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a read token reads, by {@code GET /v1/read-token-info}.
 *
 * @param organization the name of the organization
 * @param project the name of the project
 * @param plan the organization's plan, if it has one
 */
record ReadTokenInfo(String organization, String project, @Nullable String plan) {

	static ReadTokenInfo read(InputStream body) {
		try {
			JsonNode info = JsonMapper.shared().readTree(body);
			return new ReadTokenInfo(info.path("organization_name").asString("?"),
					info.path("project_name").asString("?"),
					info.path("organization_subscription_plan").stringValueOpt().orElse(null));
		}
		catch (JacksonException ex) {
			throw new LogfireException(Reason.FAILED, "Logfire's answer about the read token is not JSON");
		}
	}

}
