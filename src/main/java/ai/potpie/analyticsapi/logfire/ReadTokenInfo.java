package ai.potpie.analyticsapi.logfire;

import java.io.InputStream;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The project that a read token reads, from {@code GET /v1/read-token-info}.
 *
 * @param organization the name of the organization; null if the answer has none
 * @param project the name of the project; null if the answer has none
 * @param plan the organization's plan; null if the answer has none
 */
record ReadTokenInfo(@Nullable String organization, @Nullable String project, @Nullable String plan) {

	static ReadTokenInfo read(InputStream body) {
		try {
			JsonNode info = JsonMapper.shared().readTree(body);
			return new ReadTokenInfo(text(info, "organization_name"), text(info, "project_name"),
					text(info, "organization_subscription_plan"));
		}
		catch (JacksonException ex) {
			throw new LogfireException(Reason.FAILED, "Logfire's answer about the read token is not JSON");
		}
	}

	private static @Nullable String text(JsonNode info, String key) {
		return info.path(key).stringValueOpt().orElse(null);
	}

}
